// Requests the view whenever the hub sends a change event, and updates the page node by node, so that
// focus, scroll position and opened details stay. No HTML string is ever parsed; the page's policy
// (Trusted Types) would not allow it either.

const POLL_MILLIS = 3000;
const CLOCK_MILLIS = 30000;

/* Building nodes */

function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SHAPES = {
  up: "M9.5,16.5l4.5,4.5l9,-10",
  degraded: "M16,9v8.5M16,22.5v.5",
  down: "M10.5,10.5l11,11M21.5,10.5l-11,11",
  plan: "M16,9v8l5,3",
};

function mark(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const circle = document.createElementNS(space, "circle");
  circle.setAttribute("cx", "16");
  circle.setAttribute("cy", "16");
  circle.setAttribute("r", "15");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[kind]);
  svg.append(circle, path);
  return svg;
}

const PROSE = new Set(["a", "b", "blockquote", "br", "code", "del", "div", "em", "hr", "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "u", "ul"]);

// The hub has sanitized the description; this checks it again.
function prose(tree) {
  return tree.map((part) => {
    if (typeof part === "string") {
      return part;
    }
    const children = prose(part.children);
    if (!PROSE.has(part.tag)) {
      return children;
    }
    if (part.tag !== "a") {
      return h(part.tag, null, children);
    }
    return /^(https?|mailto):/i.test(part.href ?? "")
      ? h("a", { href: part.href, rel: "noopener noreferrer nofollow" }, children)
      : children;
  });
}

function description(tree) {
  return tree.length === 0 ? null : h("div", { class: "prose", dir: "auto" }, prose(tree));
}

/* Text and times */

const UTC_TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const UTC_SECONDS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC" });
const UTC_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

let clockAhead = 0;
const now = () => Date.now() + clockAhead;
const sameDay = (a, b) => UTC_DAY.format(a) === UTC_DAY.format(b);

function time(iso, { seconds = false, day = true, zone = true } = {}) {
  const at = new Date(iso);
  const clock = (seconds ? UTC_SECONDS : UTC_TIME).format(at);
  const date = !day || sameDay(at, now()) ? "" : SHORT_DAY.format(at) + (new Date(now()).getUTCFullYear() === at.getUTCFullYear() ? "" : " " + at.getUTCFullYear()) + ", ";
  return h("time", { datetime: iso, title: LOCAL.format(at) + ", your time" }, `${date}${clock}${zone ? " UTC" : ""}`);
}

function span(millis) {
  const minutes = Math.round(Math.max(0, millis) / 60000);
  if (minutes < 1) {
    return "less than a minute";
  }
  if (minutes < 60) {
    return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
  }
  return `${Math.round(hours / 24)} days`;
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const name = (service) => h("bdi", null, service);

function status(word) {
  return h("span", { class: `status is-${word}` }, mark(word), capital(word));
}

function section(heading, ...content) {
  const id = "h-" + heading.toLowerCase().replaceAll(" ", "-");
  return h("section", { "aria-labelledby": id, "data-key": id }, h("h2", { id }, heading), content);
}

/* What the public sees */

function headline(page) {
  const { services, overall } = page;
  if (services.length === 0) {
    return "No services yet";
  }
  const concerned = services.filter((service) => service.status === overall);
  if (overall === "up") {
    return services.length === 1 ? [name(services[0].name), " is up"] : "All services are up";
  }
  return concerned.length === 1
    ? [name(concerned[0].name), ` is ${overall}`]
    : `${concerned.length} services are ${overall}`;
}

function summary(page) {
  const parts = [];
  if (page.open.length > 0) {
    parts.push(many(page.open.length, "open incident", "open incidents"));
  }
  if (page.in_progress.length > 0) {
    parts.push(page.in_progress.length === 1 ? "maintenance in progress" : `${page.in_progress.length} maintenance windows in progress`);
  }
  if (page.services.length === 0) {
    return "A service appears here as soon as it has a hook.";
  }
  return parts.length === 0 ? "No open incidents, no maintenance in progress." : capital(parts.join(", ")) + ".";
}

function update(entry, number, titleAbove) {
  return h(
    "li",
    { class: `is-${entry.status}`, "data-key": String(number) },
    h("p", { class: "line" },
      h("span", { class: "state" }, capital(entry.state)),
      h("span", { class: "quiet" }, entry.status),
      time(entry.time)),
    entry.title !== titleAbove && h("p", { class: "was-title" }, h("bdi", null, entry.title)),
    description(entry.description));
}

function updates(incident) {
  const hidden = incident.updatesInAll - incident.updates.length;
  return h("ol", { class: "updates", reversed: true },
    incident.updates.map((entry, index) => 
      update(entry, incident.updatesInAll - index, incident.updates[index - 1]?.title ?? incident.title)),
    hidden > 0 && h("li", { class: "is-none", "data-key": "hidden" }, h("p", { class: "quiet" }, many(hidden, "earlier update", "earlier updates") + " not shown")));
}

function openIncident(incident) {
  const first = incident.updates[incident.updates.length - 1];
  return h("li", { "data-key": `i${incident.number}` },
    h("article", { class: `card entry is-${incident.status}`, "aria-labelledby": `i${incident.number}` },
      h("header", null, h("h3", { id: `i${incident.number}` }, h("bdi", null, incident.title)), status(incident.status)),
      h("p", { class: "meta" }, name(incident.service), " · since ", time(first.time)),
      updates(incident)));
}

function pastIncident(incident) {
  const first = incident.updates[incident.updates.length - 1];
  const last = incident.updates[0];
  const took = new Date(last.time) - new Date(first.time);
  return h("li", { "data-key": `i${incident.number}` },
    h("details", { class: "card entry past is-up" },
      h("summary", null,
        h("span", { class: "line" },
          h("span", { class: "chevron", "aria-hidden": "true" }),
          h("h3", null, h("bdi", null, incident.title)),
          h("span", { class: "status is-up" }, mark("up"), "Resolved")),
        h("span", { class: "meta" }, name(incident.service), " · ", time(first.time, { day: false }), ` · lasted ${span(took)}`)),
      updates(incident)));
}

function byDay(incidents) {
  const days = new Map();
  for (const incident of incidents) {
    const day = UTC_DAY.format(new Date(incident.updates[incident.updates.length - 1].time));
    days.set(day, [...(days.get(day) ?? []), incident]);
  }
  return [...days].map(([day, list]) =>
    h("div", { class: "group", "data-key": day }, h("h3", null, day), h("ul", { class: "cards" }, list.map(pastIncident))));
}

function windowCard(entry) {
  const start = new Date(entry.start);
  const end = new Date(entry.end);
  const when = { "scheduled": `starts in ${span(start - now())}`, "in progress": `ends in ${span(end - now())}`, "over": `lasted ${span(end - start)}` }[entry.phase];
  const kind = { "scheduled": "plan", "in progress": entry.status, "over": "none" }[entry.phase];
  return h("li", { "data-key": `w${entry.number}` },
    h("article", { class: `card entry is-${kind}`, "aria-labelledby": `w${entry.number}` },
      h("header", null,
        h("h3", { id: `w${entry.number}` }, h("bdi", null, entry.title)),
        h("span", { class: `tag is-${entry.phase === "over" ? "none" : "plan"}` }, capital(entry.phase))),
      h("p", { class: "meta" }, name(entry.service), " · ", time(entry.start, { zone: !sameDay(start, end) }), " to ", time(entry.end, { day: !sameDay(start, end) }),
        ` · ${when} · ${entry.phase === "over" ? "was" : "service"} ${entry.status}`),
      description(entry.description)));
}

function windows(heading, list) {
  return list.length > 0 && h("div", { class: "group", "data-key": heading }, h("h3", null, heading), h("ul", { class: "cards" }, list.map(windowCard)));
}

function publicPage(page) {
  const planned = page.in_progress.length + page.scheduled.length + page.over.length > 0;
  return [
    h("div", { class: `overall is-${page.services.length === 0 ? "none" : page.overall}`, "data-key": "overall" },
      mark(page.overall), h("div", null, h("h1", null, headline(page)), h("p", null, summary(page)))),
    page.open.length > 0 && section("Open incidents", h("ul", { class: "cards" }, page.open.map(openIncident))),
    page.services.length > 0 && section("Services",
      h("ul", { class: "card services" }, page.services.map((service) =>
        h("li", { "data-key": service.name },
          h("span", { class: "name" }, name(service.name)),
          service.maintenance && h("span", { class: "tag is-plan" }, "Maintenance"),
          status(service.status))))),
    section("Maintenance",
      planned
        ? [windows("In progress", page.in_progress), windows("Scheduled", page.scheduled), windows("Over", page.over)]
        : h("p", { class: "quiet" }, "None announced.")),
    section("Past incidents", page.past.length > 0 ? byDay(page.past) : h("p", { class: "quiet" }, "None yet.")),
  ];
}

/* What only the operator sees */

const ACTIONS = {
  offline: { label: "Go offline", path: "/api/faults", body: { type: "reset-before-reading", untilCleared: true } },
  unavailable: { label: "Answer 503", path: "/api/faults", body: { type: "status", status: 503, untilCleared: true } },
  reset: { label: "Reset", path: "/api/faults/clear", body: {} },
};

let actionError = "";

function isActive({ body }, fault) {
  return fault?.type === body.type && (body.status === undefined || fault.status === body.status);
}

function actions(view) {
  return h("div", { class: "actions", role: "group", "aria-labelledby": "actions-heading", "data-key": "actions" },
    h("h3", { id: "actions-heading" }, "All hooks"),
    h("p", { class: "buttons" }, Object.entries(ACTIONS).map(([action, definition]) =>
      h("button", {
        type: "button",
        "data-key": action,
        "data-action": action,
        "aria-pressed": action === "reset" ? null : String(isActive(definition, view.faultForAll)),
      }, definition.label))),
    h("p", { class: "quiet small" }, "“Go offline” resets every connection to a hook; this page stays available. “Reset” removes all faults."),
    actionError && h("p", { class: "error", role: "alert" }, actionError));
}

function drawer(heading, count, tone, open, content, empty) {
  return h("details", { class: "card drawer", "data-key": heading, open },
    h("summary", null,
      h("span", { class: "chevron", "aria-hidden": "true" }),
      h("h3", null, heading),
      h("span", { class: `count is-${count > 0 ? tone : "none"}` }, String(count))),
    content.length > 0 ? h("ul", { class: "rows" }, content) : h("p", { class: "quiet" }, empty));
}

function unnotified(entry, index) {
  return h("li", { "data-key": `${entry.received}${index}` },
    h("p", { class: "line" }, h("span", { class: "what" }, h("bdi", null, entry.title))),
    h("p", { class: "small" }, name(entry.service), " · ",
      entry.kind === "incident" ? `${entry.state}, ${entry.status}` : ["maintenance, ", entry.status], " · ", time(entry.time)),
    description(entry.description));
}

function notification(entry, index, all) {
  return h("li", { "data-key": String(all.length - index) + entry.time },
    h("p", { class: "line" }, h("span", { class: "what" }, h("bdi", null, entry.title))),
    h("p", { class: "small" }, time(entry.time, { seconds: true }), " · ", name(entry.service), ` · ${entry.kind} ${entry.event}, ${entry.status}`));
}

const TONES = { accepted: "up", rejected: "down", ignored: "degraded" };

function reasons(request) {
  return request.reasons.length > 0 && h("ul", { class: "reasons is-down" }, request.reasons.map((reason) => h("li", null, reason)));
}

function rejection(request) {
  return h("li", { "data-key": `f${request.number}` },
    h("p", { class: "line" }, h("span", { class: "what" }, `${request.response} for `, name(request.service)), time(request.time, { seconds: true })),
    reasons(request));
}

function raw(request) {
  return h("li", { "data-key": `r${request.number}` },
    h("details", null,
      h("summary", null, h("span", { class: "line" },
        h("span", { class: "chevron", "aria-hidden": "true" }),
        h("span", { class: "what" }, `#${request.number} `, name(request.service)),
        h("span", { class: `tag is-${TONES[request.verdict]}` }, `${request.verdict}, ${request.response ?? "no response"}`),
        time(request.time, { seconds: true }))),
      request.fault && h("p", { class: "small" }, `Fault: ${request.fault}`),
      reasons(request),
      request.notes.length > 0 && h("ul", { class: "reasons notes" }, request.notes.map((note) => h("li", null, note))),
      h("pre", { class: "raw" }, `${request.method}\n${request.headers}\n${request.body}`)));
}

function operatorPage(view) {
  return [
    h("div", { class: "operator-head", "data-key": "head" },
      h("h2", { id: "operator-heading" }, "Operator"),
      h("p", { class: "quiet" }, "The public sees none of this.")),
    actions(view),
    view.faults.length > 0 && h("div", { class: "warning is-degraded", "data-key": "faults" },
      h("h3", null, "Faults to inject"),
      h("ul", null, view.faults.map((line) => h("li", null, line)))),
    drawer("Rejected payloads", view.rejected.length, "down", true, view.rejected.map(rejection), "No payload was rejected."),
    drawer("Notifications", view.notifications.length, "plan", true, view.notifications.map(notification), "No notifications."),
    drawer("Drafts", view.drafts.length, "plan", false, view.drafts.map(unnotified), "No drafts."),
    drawer("Silent updates", view.silent.length, "plan", false, view.silent.map(unnotified), "No silent updates."),
    drawer("Requests as received", view.requestsInAll, "plan", false, view.requests.map(raw), "No requests yet."),
  ];
}

/* Updating the page */

function matches(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && old.dataset?.key === fresh.dataset?.key;
}

function morph(old, fresh) {
  if (old.isEqualNode(fresh)) {
    return;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    old.data = fresh.data;
    return;
  }
  for (const { name: attribute } of [...old.attributes]) {
    if (!fresh.hasAttribute(attribute) && !(old.nodeName === "DETAILS" && attribute === "open")) {
      old.removeAttribute(attribute);
    }
  }
  for (const { name: attribute, value } of fresh.attributes) {
    // The reader opens and closes details.
    if (old.getAttribute(attribute) !== value && !(old.nodeName === "DETAILS" && attribute === "open")) {
      old.setAttribute(attribute, value);
    }
  }
  morphChildren(old, [...fresh.childNodes]);
}

function morphChildren(parent, fresh) {
  const spare = [...parent.childNodes];
  let place = parent.firstChild;
  for (const node of fresh) {
    const found = spare.findIndex((old) => matches(old, node));
    if (found < 0) {
      parent.insertBefore(node, place);
      continue;
    }
    const [old] = spare.splice(found, 1);
    if (old === place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(old, place);
    }
    morph(old, node);
  }
  spare.forEach((old) => old.remove());
}

const flat = (nodes) => nodes.flat(Infinity).filter(Boolean);

let latest = null;
let lastNews = null;

function show(view) {
  latest = view;
  morphChildren(document.getElementById("public"), flat(publicPage(view.public)));
  morphChildren(document.getElementById("operator"), flat(operatorPage(view.operator)));
  const overall = view.public.overall;
  document.title = `${document.querySelector("h1").textContent} · local hub`;
  document.getElementById("icon").setAttribute("href", `/${overall}.svg`);
  requestAnimationFrame(() => document.body.classList.add("settled"));
}

/** Announces changes to screen readers, three sentences at most. */
function announce(news) {
  const fresh = lastNews === null ? [] : news.filter((entry) => entry.number > lastNews);
  lastNews = Math.max(lastNews ?? 0, ...news.map((entry) => entry.number));
  if (fresh.length > 0) {
    const rest = fresh.length - 3;
    document.getElementById("news").textContent =
      fresh.slice(-3).map((entry) => entry.text).join(". ") + (rest > 0 ? `. And ${many(rest, "more change", "more changes")}` : "");
  }
}

function connection(state, text) {
  const line = document.getElementById("connection");
  if (line.dataset.is !== state) {
    line.dataset.is = state;
    line.textContent = text;
  }
}

let loading = false;
let loadAgain = false;

async function refresh() {
  if (loading) {
    loadAgain = true;
    return;
  }
  loading = true;
  try {
    const response = await fetch("/view", { cache: "no-store" });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const view = await response.json();
    clockAhead = new Date(view.now) - Date.now();
    if (latest?.version !== view.version) {
      show(view);
      announce(view.news);
    }
    connection("live", "Live");
  } catch {
    connection("lost", "Connection lost, trying again");
  } finally {
    loading = false;
    if (loadAgain) {
      loadAgain = false;
      refresh();
    }
  }
}

async function perform(action) {
  const { path, body, label } = ACTIONS[action];
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    actionError = response.ok ? "" : `“${label}” failed with status ${response.status}: ${await response.text()}`;
  } catch {
    actionError = `“${label}” failed: the hub does not respond.`;
  }
  show(latest);
  await refresh();
}

document.getElementById("operator").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (button !== null) {
    perform(button.dataset.action);
  }
});

let stream = null;

function listen() {
  stream?.close();
  stream = new EventSource("/events");
  stream.addEventListener("change", refresh);
}

// Polls if events do not arrive or the hub was unreachable.
setInterval(() => {
  if (stream.readyState !== EventSource.OPEN) {
    refresh();
  }
  if (stream.readyState === EventSource.CLOSED) {
    listen();
  }
}, POLL_MILLIS);

// Keeps relative times such as "ends in 5 minutes" up to date.
setInterval(() => latest && show(latest), CLOCK_MILLIS);

listen();
refresh();
