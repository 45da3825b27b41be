// The contact form ("Hill"), alone in its frame: channels, subject, files, Send.
import { ask, button, described, el, field, laid, pause, pick, press, remounted, rest, site, titled, w, waiting, wrong } from "./kit.js";
import { holds, upload } from "./upload.js";

const CHANNELS = {
  "email-phone-chat": ["Email", "Phone", "Chat"],
  "email-chat": ["Email", "Chat"],
  "chat-email": ["Chat", "Email"],
  "chat-open": ["Email", "Phone", "Chat"],
  "chat-only": ["Chat"],
};

function phone(panel) {
  panel.append(...field("Your number").nodes, ...field("Ext.").nodes, button("Call me now", () => wrong("Call me now")));
}

function chat(panel) {
  panel.append(...field("Your name").nodes, button("Chat now", () => wrong("Chat now")));
}

const SUBJECT = { subject: "Subject", short: "Short description", reason: "Contact reason" };

async function email(panel) {
  const mine = field("Your email", "kat-input", { required: true, value: "orders@harborlane.example" });
  const number = field("Your number (optional, if you would like a callback)");
  const late = pick.prefill === "late";
  const subject = field(SUBJECT[pick.subject], "kat-input", { value: late ? null : site.subject, ...titled() });
  const told = site.described ? null : field("Please describe your issue", "kat-textarea", { required: true, ...described() });
  const files = !site.described || pick.attach !== "describe" ? upload("Add attachments") : null;
  const urgent = el("kat-checkbox", { label: w("This issue is urgent and requires immediate attention.") });
  const copies = field("CC (optional)", "kat-input", { placeholder: w("Separate email addresses with commas") });
  const cc = el("div", {}, button("Add CC", () => cc.replaceChildren(...copies.nodes)));
  let sent = false;
  const send = button(site.send, async () => {
    if (sent || !mine.value || !subject.value || (told && !told.value)) return;
    sent = true;
    send.setAttribute("disabled", "");
    const body = { session: site.session, subject: subject.value, description: told?.value ?? null, email: mine.value, cc: copies.value, urgent: urgent.checked };
    body.files = files ? await files.finished() : [];
    const { caseId } = await waiting(panel, () => ask("/hill/hillservice/mons-api/CreateCase", body));
    after(panel, caseId);
  }, { id: "send-email-button" });
  if (files) holds(send, [files]);
  const fields = told ? [told, subject] : [subject];
  panel.append(...mine.nodes, cc, ...number.nodes, ...laid(fields).flat(), ...(files ? [files] : []), urgent, send);
  remounted(fields);
  if (late) pause(1000).then(() => (subject.box.value = site.subject));
}

const ADDRESS = {
  redirect: (id) => `/cu/case-dashboard/view-case?ie=UTF8&caseID=${id}&successMessage=caseCreated`,
  "redirect-hill": (id) => `/cu/case-dashboard/view-case?ref=hill&caseID=${id}&mons_sel_mkid=amzn1.mp.o.ATVPDKIKX0DER`,
};

async function after(panel, caseId) {
  await rest();
  if (pick.success in ADDRESS) window.top.location.href = ADDRESS[pick.success](caseId);
  else if (pick.success === "in-page" && site.described) window.parent.postMessage({ created: caseId }, location.origin);
  else panel.replaceChildren(el("p", {}, "Your support request has been sent. We answer most emails in less than 24 hours."));
}

const TROUBLE = {
  failed: ["The solution failed to load. Refresh the page to try again."],
  "no-permission": ["You do not have permission to create a case", "For more information, go to the Help article here."],
};
const PANELS = { Email: email, Phone: phone, Chat: chat };

export async function hill(place) {
  const loading = el("div", {}, "Loading");
  place.append(loading);
  await rest();
  await pause(Number(pick.hill_time ?? 0));
  loading.remove();
  if (pick.trouble in TROUBLE) return place.append(...TROUBLE[pick.trouble].map((text) => el("p", {}, text)));
  const names = CHANNELS[pick.channels];
  const panel = el("div", { class: "panel" });
  const tabs = names.map((name) => press(el("kat-tab", { "tab-id": name, label: w(name) }), () => open(name)));
  const open = (name) => {
    tabs.forEach((tab) => tab.toggleAttribute("selected", tab.getAttribute("tab-id") === name));
    panel.replaceChildren();
    PANELS[name](panel);
  };
  place.append(el("h3", {}, w("Contact method")), el("kat-tabs", { role: "tablist" }, tabs), panel);
  open(pick.channels === "chat-open" ? "Chat" : names[0]);
}
