// Elements, and nothing else: text is always text.

const SVG = "http://www.w3.org/2000/svg";

// h("button", { class: "x", onclick: f, "data-act": "pin" }, "text", child, …)
function h(tag, attributes = {}, ...children) {
    return build(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
    return build(document.createElementNS(SVG, tag), attributes, children);
}

function build(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

function $(id) {
    return document.getElementById(id);
}

function fill(element, ...children) {
    element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

// What a screen reader hears without the focus being moved: the last few things, each once.
function announce(text) {
    const live = $("live");
    if (!text || live.lastChild?.textContent === text) return;
    live.append(h("p", {}, text));
    while (live.childElementCount > 4) live.firstChild.remove();
}

// Something went wrong: it is said where it is seen and heard.
function complain(trouble) {
    $("trouble")?.remove();
    $("main").prepend(h("p", { id: "trouble", class: "trouble", role: "alert" }, `${t("error")}${colon()}${trouble?.message ?? trouble}`));
}

function colon() {
    return settings.lang === "ja" ? "：" : ": ";
}

function shuffled(list) {
    const mixed = [...list];
    for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = Math.floor(Math.random() * (at + 1));
        [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
}

function wait(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
}
