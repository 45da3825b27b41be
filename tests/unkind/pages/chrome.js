// Header, favourites and footer: two of much, and only one of each is meant.
import { ask, el, pick, press, site, w, wrong } from "./kit.js";

const [NAME, COUNTRY] = [site.account, site.country];

const OWNERS = {
  "test-attribute": () => el("button", { type: "button", "data-test": "current-account" }, `${NAME} | ${COUNTRY}`),
  pill: () => el("div", { class: "account-pill" }, el("button", { type: "button" }, `${NAME} | ${COUNTRY}`)),
  parts: () =>
    el("button", { type: "button", class: "dropdown-account-switcher-header" }, el("span", {}, NAME), el("span", {}, " | "), el("span", {}, COUNTRY)),
};

function help(opens) {
  const made =
    pick.help === "link"
      ? el("a", { href: site.help_path, class: "header-help" }, w("Help"))
      : el("button", { type: "button", class: "header-help" }, w("Help"));
  return press(made, (event) => {
    event.preventDefault();
    opens();
  });
}

/** The hamburger's menu: two levels, shut at rest. */
function menu() {
  const link = (name, path) => el("a", { href: path }, w(name));
  const inventory = [link("Manage All Inventory", "/inventory"), link("FBA Inventory", "/fba/inventory"), link("Shipments", "/fba/inbound-queue")];
  if (site.portal) inventory.push(link("Inventory Defect and Reimbursement", "/inventory-reimbursement/overview?ref=fbacentral_nav_fba"));
  const below = el("div", { class: "menu", hidden: true }, inventory);
  const branch = el("button", { type: "button", on: { click: () => (below.hidden = !below.hidden) } }, w("Inventory"));
  const all = el("div", { class: "menu", hidden: true }, branch, below, link("Orders", "/orders-v3"));
  return el("div", {}, el("button", { type: "button", "aria-label": pick.hamburger, on: { click: () => (all.hidden = !all.hidden) } }, "☰"), all);
}

function header(opens) {
  return el(
    "header",
    {},
    menu(),
    el("a", { href: "/home" }, "amazon seller central"),
    OWNERS[pick.owner](),
    el("input", { type: "search", placeholder: "Search", "aria-label": "Search" }),
    el("button", { type: "button", role: "switch", "aria-checked": "true" }, "New Seller Central"),
    el("button", { type: "button", "aria-label": "Ask Seller Assistant" }, "✦"),
    el("a", { href: "/messaging/inbox", "aria-label": "Messages" }, "✉"),
    el("a", { href: "/gp/account-manager/home.html", "aria-label": "Settings" }, "⚙"),
    el("span", {}, "EN"),
    help(opens),
  );
}

const FAVOURITES = { plain: ["Manage All Inventory", "Manage Orders", "Reports"], helping: ["Manage Orders", "Help", "Case log"] };

function favourites() {
  const names = FAVOURITES[pick.favourites];
  return el(
    "nav",
    { "aria-label": "Favorites" },
    names.map((name) => press(el("a", { href: name === "Case log" ? "/cu/case-lobby" : "/home" }, name), (e) => name === "Help" && (e.preventDefault(), wrong("favourites: Help")))),
    el("button", { type: "button" }, "Edit"),
  );
}

function footer() {
  const lost = press(el("a", { href: "/gp/help/external" }, w("Help")), () => wrong("footer: Help"));
  return el(
    "footer",
    {},
    lost,
    " ",
    el("a", { href: "/gp/help/external/policies" }, site.policies),
    " ",
    el("button", { type: "button" }, "English"),
    " ",
    el("a", { href: "/mobile" }, "Download the Amazon Seller mobile app"),
    press(el("button", { type: "button" }, "FEEDBACK"), () => wrong("FEEDBACK")),
  );
}

/** Draw what surrounds every page; gives the place of the page's own content. */
export function surround(opens = () => location.assign(site.help_path)) {
  const main = el(pick.landmarks === "plain" ? "div" : "main", { id: "sc-content" });
  document.body.append(header(opens), favourites(), main, footer());
  ask("/account-switcher/global-and-regional-account/merchantMarketplace");
  return main;
}
