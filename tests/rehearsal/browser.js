// Chromium with the page, watched: no request leaves, and nothing is complained of.

import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const FILE = path.join(ROOT, "target/rehearsal.html");
// The day on which transcripts are made of scenarios that name none.
export const DAY = "2026-10-01";

let browser;

export async function start() {
    assert.ok(process.env.CHROMIUM, "CHROMIUM is the browser to drive; tests/rehearsal/run sets it");
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
    return browser;
}

export async function stop() {
    await browser.close();
}

// A page of its own; `troubles` is what it must not have had at the end.
export async function open(link, { query = "", options = {} } = {}) {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
    const troubles = [];
    const watch = (page) => {
        page.on("console", (message) => {
            if (["error", "warning"].includes(message.type())) troubles.push(message.text());
        });
        page.on("pageerror", (error) => troubles.push(String(error)));
        page.on("request", (request) => {
            const url = request.url();
            if (!url.startsWith(`file://${FILE}`) && !url.startsWith("blob:") && !url.startsWith("data:") && url !== "about:srcdoc") troubles.push(`request: ${url}`);
        });
    };
    context.on("page", watch);
    const page = await context.newPage();
    await page.addInitScript(() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; });
    await page.goto(`file://${FILE}${query}#${new URLSearchParams({ day: DAY, pace: "0", clock: "0", ...link })}`);
    await page.waitForSelector("body[data-ready]");
    return { page, context, troubles, async close() {
        assert.deepEqual(troubles, []);
        await context.close();
    } };
}

// Clicks what the page marks as next, until the case is over. It clicks in the page, as fast as the page
// lets it: hundreds of clicks from here take minutes.
export async function playByExample(page) {
    return page.evaluate(async () => {
        const moments = [];
        for (let turn = 0; turn < 3000; turn += 1) {
            if (document.getElementById("next-case")) return moments;
            const moment = document.querySelector("#moment:not([hidden])");
            const step = moment?.querySelector("[data-step=next]");
            const hint = moment
                ? [...moment.querySelectorAll("[data-hint]")].find((marked) => !marked.querySelector("input")?.checked)
                : document.querySelector("[data-hint]");
            const check = moment?.querySelector("[data-step=check]:not(:disabled)");
            const next = step ?? hint ?? check;
            if (next) {
                if (moment && next === step) moments.push(moment.querySelector(".answer").className);
                next.click();
            }
            await new Promise((done) => setTimeout(done, next ? 0 : 2));
        }
        throw new Error(`nothing goes on: ${document.getElementById("main").innerText.slice(0, 500)}`);
    });
}
