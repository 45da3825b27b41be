// Which page this is.
import { ask, el, pick, press, rest, site, w } from "./kit.js";
import { surround } from "./chrome.js";
import { lobby, viewCase } from "./case_log.js";
import { helpCenter } from "./help_center.js";
import { hill } from "./hill.js";
import { hub, issue } from "./hub.js";
import { shipment, shipments } from "./inbound.js";
import { policy, portal } from "./tools.js";
import { assistant } from "./assistant.js";

function home() {
  let open = false;
  const sidebar = () => {
    if (open) return;
    open = true;
    document.body.append(el("aside", { id: "meld-sidebar-body" }, el("iframe", { id: "shp-content-frame", src: "/help/center/body" })));
  };
  const panel = () => {
    if (open) return;
    open = true;
    const place = el("aside", {});
    document.body.append(place);
    hub(place);
  };
  const opens = { "help-center": pick.frame === "sidebar" && sidebar, "help-hub": pick.hub_opens === "panel" && panel };
  const main = surround(opens[site.help] || undefined);
  main.append(el("h1", {}, w("Home")), el("p", {}, "Open orders: 12"), el("p", {}, "Buyer messages: 0"));
}

const away = () => rest().then(() => location.replace(site.to));

const idle = (name) => surround().append(el("h1", {}, w(name)));

function help() {
  const main = surround();
  if (pick.frame === "frame") main.append(el("iframe", { id: "mons-body-container", src: "/help/center/body" }));
  else helpCenter(main);
}

async function eligible() {
  document.body.append("Loading");
  const { redirectUrl } = await ask("/help/hub/mons-api/GetMeldEligibility");
  await rest();
  location.replace(redirectUrl);
}

const missing = () => surround().append(el("p", {}, "We couldn't find what you are looking for. Please review your URL and try again."));

const PAGES = {
  home,
  "help-center": help,
  "help-center-body": () => helpCenter(document.body),
  eligible,
  away,
  hub: () => hub(surround()),
  issue: () => issue(surround()),
  hill: () => hill(document.body),
  lobby,
  "view-case": viewCase,
  shipments,
  shipment,
  policy,
  portal,
  assistant: () => assistant(surround()),
  missing,
  inventory: () => idle("FBA Inventory"),
};

PAGES[site.page]();
