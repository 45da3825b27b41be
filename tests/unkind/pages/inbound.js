// A shipment to Amazon: its contents, and the research of what is missing.
import { ask, button, el, pick, press, rest, site, w, waiting, wrong } from "./kit.js";
import { surround } from "./chrome.js";
import { holds, upload } from "./upload.js";

const TABS = { shipmentEvents: "Shipment events", contents: "Contents", tracking: "Track shipment" };

export async function shipments() {
  const main = surround();
  await rest();
  const row = (id) => el("tr", {}, el("td", {}, el("a", { href: `/fba/inbound-shipment/summary/${id}/shipmentEvents` }, id)), el("td", {}, w("Closed")), el("td", {}, press(el("a", { href: `/fba/inbound-shipment/summary/${id}/shipmentEvents` }, w("Track shipment")), () => {})));
  main.append(el("h1", {}, w("Shipments")), el("table", {}, el("tbody", {}, site.shipments.map(row))));
}

export async function shipment() {
  const main = surround();
  await rest();
  if (!site.shipments.includes(site.shipment)) return main.append(el("p", { role: "alert" }, w("Shipment does not exist")));
  const tabs = Object.entries(TABS).map(([key, name]) => press(el("kat-tab", { "tab-id": key, label: w(name), selected: key === site.tab }), () => location.assign(`/fba/inbound-shipment/summary/${site.shipment}/${key}`)));
  const panel = el("div", {});
  main.append(el("h1", {}, w("Shipment summary")), el("p", {}, `${w("Shipment ID")}: ${site.shipment}`), el("p", {}, w("Status: Closed")), el("kat-tabs", { role: "tablist" }, tabs), panel);
  if (site.tab === "contents") contents(panel);
  else panel.append(site.tab === "tracking" ? el("iframe", { src: "/blank" }) : el("p", {}, w("Delivered")));
}

function contents(panel) {
  const names = ["Units not shipped", "Research missing units"];
  const status = el("td", {});
  const below = el("div", {});
  const chosen = (name) => (name === names[1] ? research(status, below) : wrong(`inbound: ${name}`));
  const list = pick.inbound_list === "katal"
    ? el("kat-dropdown", { placeholder: w("Action required"), options: JSON.stringify(names.map(w)), on: { choose: (event) => chosen(names[names.map(w).indexOf(event.detail)]) } })
    : el("select", { on: { change: (event) => chosen(names[event.target.selectedIndex - 1]) } }, [w("Action required"), ...names.map(w)].map((name) => el("option", {}, name)));
  status.append(list);
  panel.append(
    el("table", {}, el("thead", {}, el("tr", {}, ["SKU", "FNSKU", "Shipped", "Received", "Discrepancy", "Status"].map((name) => el("th", {}, w(name))))),
      el("tbody", {}, el("tr", {}, [site.sku, site.fnsku, "40", "33", "-7"].map((cell) => el("td", {}, cell)), status))),
    below,
  );
}

const KINDS = ["Proof of inventory ownership", "Proof of delivery"];

async function research(status, below) {
  await waiting(below, rest);
  const pressed = pick.inbound_upload === "pressed";
  const uploads = KINDS.map((name) => upload("Choose File", { "data-kind": name, waits: pressed }));
  const preview = button("Preview your request", async () => {
    const files = await Promise.all(uploads.map((one) => one.finished()));
    if (files.some((ids) => !ids.length)) return;
    below.replaceChildren();
    await waiting(below, rest);
    below.append(el("h3", {}, w("Preview your request")), el("p", {}, w("Research missing units")), button(pick.inbound_submit, async () => {
      const answer = await waiting(below, () => ask("/fba/inbound-shipment/Research", { shipment: site.shipment, files: files.flat(), kinds: files.map((ids) => ids.length) }));
      below.replaceChildren();
      status.replaceChildren(w("Case submitted"), " ", el("a", { href: `/cu/case-dashboard/view-case?caseID=${answer.caseId}` }, answer.caseId));
    }));
  });
  holds(preview, uploads);
  below.append(...uploads.flatMap((one, at) => [el("h3", {}, w(KINDS[at])), one, pressed ? button("Upload", () => one.release()) : ""]), preview);
}
