// The case lobby and a case's page.
import { ask, button, el, field, pick, press, rest, site, w, wrong } from "./kit.js";
import { surround } from "./chrome.js";

const SERVICE = "/hill/hillservice/mons-api";
const old = () => pick.lobby === "old";

function row(found) {
  const link = `/cu/case-dashboard/view-case?ie=UTF8&caseID=${found.caseId}`;
  const cells = old()
    ? [found.created, found.caseId, found.status, found.email, found.shortDescription, el("a", { href: link }, "View or respond")]
    : [found.created, el("a", { href: link }, found.caseId), found.status, found.email, found.shortDescription];
  return el("tr", {}, cells.map((cell, at) => el("td", { class: at === 2 ? "hill-case-lobby-search-results-panel-status" : null }, cell)));
}

function pager(from, to, all) {
  return old() ? el("div", { class: "pager" }, `Cases ${from} to ${to} of ${all}`) : el("div", { class: "pagination-display-summary" }, `Displaying ${from} to ${to} of ${all}`);
}

export async function lobby() {
  const main = surround();
  const query = new URLSearchParams(location.search);
  const size = Number(query.get("size") ?? 10);
  const search = el("kat-input", { type: "search", value: query.get("searchText") ?? "", placeholder: old() ? null : "Search" });
  const results = el("div", { class: "results" });
  const go = button(old() ? "Go" : "Search", () => show(1), old() ? {} : { id: "search" });
  main.append(el("h1", {}, w("Manage your support cases")), el("div", {}, search, go), results);
  async function show(page) {
    results.replaceChildren(el("kat-spinner"));
    await rest();
    const asked = { page, searchPageSize: size, sortBy: "CreationDate", sortByOrder: "DESC", getCountOnly: false, caseFilters: { caseOwner: "MerchantCases", searchText: search.value } };
    const { totalNumberOfResults: all, caseSearchResultList: found } = await ask(`${SERVICE}/SearchForCases`, asked);
    const from = found.length ? (page - 1) * size + 1 : 0;
    const heads = old() ? ["Creation date", "Case ID", "Status", "Primary e-mail", "Subject", ""] : ["Creation date", "ID", "Status", "Primary e-mail", "Short description"];
    results.replaceChildren(
      el("kat-data-table", {}, el("table", {}, el("thead", {}, el("tr", {}, heads.map((name) => el("th", {}, name)))), el("tbody", {}, found.map(row)))),
      pager(from, from ? from + found.length - 1 : 0, all),
      page * size < all ? press(el("kat-button", { "aria-label": "Next page" }, "›"), () => show(page + 1)) : "",
    );
  }
  await show(1);
}

function card(one) {
  const names = (one.attachments ?? []).map((file) => file.fileName);
  return el("div", { class: "view-case kat-box" },
    el("span", { "data-testid": "sender-label" }, one.outbound ? "Amazon" : "You"),
    el("span", { "data-testid": "reciever" }, one.outbound ? "You" : "Amazon"),
    el("span", { class: "date" }, one.shown),
    el("div", { style: "white-space: pre-wrap" }, one.message),
    names.length ? el("div", {}, "Attachments: ", names.map((name) => el("div", {}, el("a", { href: "#" }, name)))) : "",
  );
}

export async function viewCase() {
  const main = surround();
  await rest();
  const id = new URLSearchParams(location.search).get("caseID");
  const data = pick.data === "json" ? await ask(`${SERVICE}/ViewCase?caseId=${id}&pageSize=50&timeZone=UTC`) : site.stored;
  const about = data.viewCaseMetaData;
  const number = pick.case_words === "Case ID" ? el("div", {}, `Case ID ${id}`) : el("div", {}, el("b", {}, "ID:"), " ", id);
  main.append(
    el("h1", {}, w("Case Summary")),
    number,
    el("div", {}, el("b", {}, "Status:"), " ", about.caseStatus === "PendingAmazonAction" ? "Pending Amazon action" : about.caseStatus),
    el("h2", {}, about.caseTitle),
    el("div", { class: "view-case-reply-buttons-container" }, button("Reply", () => wrong("Reply")), button("Close this case", () => wrong("Close this case"))),
    ...data.contactList.map(card),
  );
}
