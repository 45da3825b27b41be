// Claim tools without a contact form: at the end of the policy's article, and the reimbursement portal.
import { arrive, ask, button, el, field, pick, press, rest, site, w, waiting, wrong } from "./kit.js";
import { surround } from "./chrome.js";

const LONG = Array.from({ length: 6 }, (_, at) => `Paragraph ${at + 1} of the policy: fulfillment center operations claims, their windows and their proofs.`);

/** Which of several SKUs it is: one of them is the claim's. */
function picked(found) {
  return new Promise((done) => {
    const radio = (name) => press(el("kat-radiobutton", { name: "sku", label: name }), () => (name === site.sku ? null : wrong(`SKU: ${name}`)));
    found.append(el("p", {}, w("Select the FBA SKU")), radio("HL-OTHER-1"), radio(site.sku), button("Continue", () => {
      if (!found.querySelectorAll("input")[1].checked) return;
      found.replaceChildren();
      done();
    }));
  });
}

/** One tool of the article: a number, what was found, and a case. */
function tool(title, label, kind) {
  const box = field(label, "kat-input");
  const found = el("div", {});
  const on = button("Continue", async () => {
    if (!box.value) return;
    found.replaceChildren();
    await waiting(found, rest);
    if (kind === "damaged" && pick.tool_sku === "asks") await picked(found);
    found.append(el("p", {}, w("We found an adjustment for this item.")), button("Create a Case", async () => {
      const { caseId } = await waiting(found, () => ask("/help/hub/mons-api/CreateToolCase", { kind, number: box.value }));
      found.replaceChildren(el("p", {}, w("Your request was received: further investigation is needed.")), el("p", {}, w("Case ID"), ": ", el("a", { href: `/cu/case-dashboard/view-case?caseID=${caseId}` }, caseId)));
    }));
  });
  return el("section", {}, el("h3", {}, w(title)), ...box.nodes, on, found);
}

export async function policy() {
  const main = surround();
  await rest();
  main.append(
    el("h1", {}, w("FBA inventory reimbursement policy: Fulfillment center operations claims")),
    ...LONG.map((text) => el("p", {}, text)),
    tool("Investigate an Item Lost in Warehouse", "FNSKU", "lost"),
    el("div", { id: "mnd_2jc_jcb" }, tool("Check warehouse damaged reimbursement status", "Transaction item ID", "damaged")),
  );
}

export async function portal() {
  const main = surround();
  await rest();
  const tabs = ["Eligible for claim", "In progress", "Resolved"].map((name, at) => press(el("kat-tab", { "tab-id": name, label: w(name), selected: at === 0 }), () => {}));
  const filter = el("kat-dropdown", { placeholder: w("Event type"), options: JSON.stringify(["Warehouse Operations", "Customer Returns"].map(w)), on: { choose: (event) => event.detail === w("Warehouse Operations") && list() } });
  const rows = el("tbody", {});
  main.append(el("h1", {}, w("Inventory Defect and Reimbursement")), el("kat-tabs", { role: "tablist" }, tabs), filter, el("table", {}, rows));
  const row = ([fnsku, number], mine) => {
    const state = el("td", {});
    const reimburse = press(el("kat-button", {}, w("Reimburse")), async () => {
      if (!mine) await wrong(`portal: ${fnsku}`);
      reimburse.setAttribute("disabled", "");
      const { caseId } = await ask("/inventory-reimbursement/Claim", { number });
      state.replaceChildren(w("In progress"), " ", el("a", { href: `/cu/case-dashboard/view-case?caseID=${caseId}` }, caseId));
    });
    state.append(reimburse);
    return el("tr", {}, el("td", {}, fnsku), el("td", {}, number), el("td", {}, w("Warehouse Operations")), state);
  };
  const list = () => rows.replaceChildren(row(["X00OTHER01", "20260000000001"], false), row([site.fnsku, site.transaction_id], true));
  list();
}
