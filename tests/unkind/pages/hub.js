// The classic help hub: a card that gets support, a service, an issue, and the contact form below it.
import { button, el, field, pick, press, rest, site, survey, w, waiting, wrong } from "./kit.js";

const once = (act) => {
  let done = false;
  return () => done || ((done = true), act());
};

const card = (title, words, label, act) => el("div", { class: "card" }, el("h3", {}, w(title)), el("p", {}, w(words)), button(label, act));

function form(place) {
  place.append(el("iframe", { class: "spl-element-frame", src: `/hill/website/form/7951?session=${site.session}&classic=1` }));
}

/** "Help": the cards at the bottom of the help page. */
export async function hub(place) {
  await rest();
  const support = pick.hub_words === "contact"
    ? card("Need more help?", "Get help by selecting your issue.", "Contact Us", () => location.assign("/help/hub/support/browse-issue"))
    : card("Need more help?", "Browse for your issue so we can find the right solution for you.", "Get Support", () => location.assign("/help/hub/support/browse-issue"));
  const log = card("Case log", "View or review open cases.", "Launch Case Log", () => location.assign("/cu/case-lobby"));
  place.append(el("h1", {}, w("Help")), log, el("a", { href: "/home" }, "Seller Forums"), el("a", { href: "/home" }, "Seller University"), support);
}

export async function issue(place) {
  await rest();
  const below = el("div", { class: "below" });
  const services = el("div", {}, el("h2", {}, w("What service can we help you with?")));
  const chosen = once(() => questions(below));
  for (const [name, act] of [["Selling on Amazon", chosen], ["Advertising and Stores", () => wrong("Advertising and Stores")]])
    services.append(pick.hub_service === "link" ? el("div", {}, press(el("a", { href: "#" }, w(name)), (e) => (e.preventDefault(), act()))) : button(name, act));
  place.append(services, below);
  survey(place);
}

async function questions(place) {
  await waiting(place, rest);
  const answer = el("div", { class: "answer" }, el("p", {}, "Follow the steps above to resolve your issue immediately. If you still need help, you can contact us."));
  if (pick.hub_issue !== "tree") describe(place, answer);
  if (pick.hub_issue === "describe") return place.append(answer);
  const words = pick.hub_issue === "tree" ? null : press(el("a", { href: "#" }, w(pick.hub_menu === "old" ? "Or browse for your issue" : "Or, browse for your issue in the menu")), (event) => {
    event.preventDefault();
    words.remove();
    answer.before(tree(answer));
  });
  place.append(words ?? tree(answer), answer);
}

function describe(place, answer) {
  const issue = field("Describe your issue", "kat-textarea");
  place.append(
    ...issue.nodes,
    el("p", {}, w("Describe your issue and we will look for a quick solution.")),
    button("Continue", () => issue.value && more(answer)),
  );
}

const TREE = {
  "Fulfillment by Amazon": ["Orders", "Investigate Other FBA Issues", "Inventory lost in FBA warehouse", "Inventory damaged in FBA warehouse"],
  "Your Account": ["Disbursements and Payments", "Account settings"],
  "Products, Listings, or Inventory": ["Listing is blocked", "Other listing issue"],
};

function tree(answer) {
  const leaf = (branch, name) => press(el("li", { role: "button", tabindex: "0", class: "cu-tree-browseTree-ctExpander-type" }, w(name)), once(() => {
    if (branch !== "Fulfillment by Amazon" || name === "Orders") wrong(`issue: ${branch} → ${name}`);
    more(answer);
  }));
  const branch = ([name, leaves]) => el("kat-expander", { class: "cu-tree-browseTree-ctExpander-category", label: w(name) }, el("ul", {}, leaves.map((one) => leaf(name, one))));
  return el("div", { class: "tree" }, el("h2", {}, w("What issue do you need help with?")), el("p", {}, w("Select a category")), Object.entries(TREE).map(branch));
}

async function more(answer) {
  answer.replaceChildren();
  await waiting(answer, rest);
  if (pick.hub_tool === "ask") {
    const asked = el("div", {}, el("p", {}, w("Need more help with this issue?")), button("Contact Us", once(() => form(answer))));
    answer.append(asked);
  } else form(answer);
}
