// Every scenario of `checkin --list`, played by clicking; and what is exported, played by `checkin`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DAY, ROOT, open, playByExample, start, stop } from "./browser.js";

const FOLDER = path.join(ROOT, "crates/rehearsal/scenarios");
const scenarios = readdirSync(FOLDER).filter((name) => name.endsWith(".toml")).map((name) => name.slice(0, -5));

before(start);
after(stop);

function checkin(...args) {
    return execFileSync(process.env.CHECKIN, args, { encoding: "utf8" });
}

test("each scenario is played by clicking, gives its transcript, and plays in checkin once exported", async () => {
    const listed = checkin("--list", "--json").split("\n").filter((line) => line.includes("\"scenario\""));
    assert.equal(listed.length, scenarios.length);
    const folder = mkdtempSync(path.join(tmpdir(), "rehearsal-"));
    const played = await open({ guide: "1", hand: "1" });
    for (const name of scenarios) {
        await played.page.evaluate((name) => { document.querySelector(`[data-case="${name}"]`).click(); }, name);
        await played.page.waitForSelector("#reader .reader");
        const moments = await playByExample(played.page);
        assert.ok(moments.every((answer) => answer === "answer ok"), `${name}: ${moments}`);
        const { text } = await played.page.evaluate(() => ask({ ask: "transcript" }));
        assert.equal(text, readFileSync(path.join(FOLDER, `${name}.txt`), "utf8"), name);
        // A scenario may show what goes wrong: the last try spent, the card or the mode left.
        const missed = await played.page.evaluate(() => play.current.score.filter((line) => !line.ok).map((line) => line.key));
        const written = readFileSync(path.join(FOLDER, `${name}.toml`), "utf8");
        const shows = { lastTry: /"spend/, cardReturned: /^forgets/m, modeBack: /"mode / };
        assert.ok(missed.every((key) => shows[key]?.test(written)), `${name}: ${missed}`);
        const { journals, exported } = await played.page.evaluate(async () => ({ journals: play.current.journals, exported: (await ask({ ask: "export" })).text }));
        const file = path.join(folder, `${name}.toml`);
        writeFileSync(file, exported);
        const lines = checkin("--scenario", file, "--json").trim().split("\n").map((line) => JSON.parse(line));
        assert.deepEqual(lines.find((line) => line.journal).journal, journals.at(-1), name);
        await played.page.evaluate(() => document.getElementById("restart").click());
        await played.page.waitForSelector("form.setup");
    }
    // The library's slowest answer to what somebody did, with an RSA signature in it.
    const took = (await played.page.evaluate(() => library.took)).sort((one, other) => one - other);
    const [usual, slowest] = [took[Math.floor(took.length / 2)], took.at(-1)];
    assert.ok(usual < 16 && slowest < 150, `${usual} ms, ${slowest} ms`);
    console.log(`# ${scenarios.length} scenarios, ${took.length} acts: each took ${usual.toFixed(1)} ms, the slowest ${Math.round(slowest)} ms`);
    await played.close();
    rmSync(folder, { recursive: true });
});

test("a run of the maker's page is exported and plays in checkin with the same journal", async () => {
    const maker = await open({}, { query: "?maker" });
    const { page } = maker;
    await page.selectOption("[name=persona]", "adult");
    await page.selectOption("[name=does]", "torn-after");
    await page.fill("[name=exchange]", "7");
    await page.click("button[type=submit]");
    await page.waitForSelector("#maker-panel table");
    await playByExample(page);
    await page.click("#export");
    const text = await page.textContent("#exported");
    assert.match(text, /torn-after/);
    const journals = await page.evaluate(() => maker.journals);
    const file = path.join(mkdtempSync(path.join(tmpdir(), "maker-")), "run.toml");
    writeFileSync(file, text);
    const lines = checkin("--scenario", file, "--json").trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.find((line) => line.journal).journal, journals.at(-1));
    // Exchanges by their headers and lengths: four bytes, and nothing of a PIN.
    const headers = await page.$$eval("#maker-panel table:nth-of-type(1) td:nth-child(2)", (cells) => cells.map((cell) => cell.textContent));
    const exchanges = await page.evaluate(() => maker.exchanges);
    assert.ok(exchanges.length > 5 && exchanges.every((one) => /^[0-9A-F]{8}$/.test(one.header)), headers.join());
    assert.ok(!JSON.stringify(exchanges).includes("31323334"));
    // Events and the actions that each brings, in order.
    const trace = await page.evaluate(() => maker.trace);
    assert.equal(trace[0], "< the opening");
    assert.ok(trace.includes("< the placing of a card"));
    assert.ok(trace.some((line) => line.includes("ChooseMethod")) && trace.some((line) => /^< the answer \S+ to request/.test(line)), trace.join("\n"));
    await maker.close();
});

test("on the maker's page the centre answers as it is told, and what it cannot be told is refused in words", async () => {
    const maker = await open({}, { query: "?maker" });
    const { page } = maker;
    await page.click("button[type=submit]");
    await page.waitForSelector("#maker-panel select");
    await page.selectOption("#maker-panel select[name=prepare]", "querying-eligibility");
    await page.fill("#maker-panel .prepare input", "sing");
    await page.click("#maker-panel .prepare button");
    assert.match(await page.textContent("#trouble"), /sing/);
    await page.fill("#maker-panel .prepare input", "901");
    await page.click("#maker-panel .prepare button");
    await page.waitForFunction(() => document.querySelector("#maker-panel .prepare input").value === "");
    await playByExample(page);
    assert.equal(await page.evaluate(() => play.current.outcome.fault), "901");
    await maker.close();
});

test("code 003 ends with an admitted patient, by real clicks, and the day is the link's", async () => {
    const played = await open({ guide: "1", hand: "1", case: "code-003-wrong-pin-then-staff", lang: "en" });
    const { page } = played;
    for (let turn = 0; turn < 80 && !(await page.$("#next-case")); turn += 1) {
        await page.waitForSelector("[data-hint], #moment:not([hidden]) [data-step]:not(:disabled), #next-case");
        if (await page.$("#next-case")) break;
        const step = page.locator("#moment:not([hidden]) [data-step=next]");
        const next = (await step.count()) ? step : page.locator("[data-hint]:not(:has(input:checked))").or(page.locator("[data-step=check]:not(:disabled)")).first();
        await next.click({ timeout: 3000 }).catch(() => {});
    }
    assert.match(await page.textContent(".outcome"), /./);
    assert.equal(await page.evaluate(() => play.current.outcome.name), "admitted");
    assert.equal(await page.evaluate(() => play.current.journals.length && settings.day), DAY);
    await played.close();
});
