// The pictures in docs/rehearsal.md, of the page as it is now: `node tests/rehearsal/pictures.js` after
// `make rehearsal`, with CHROMIUM=$(command -v chromium).

import path from "node:path";
import { ROOT, open, playByExample, start, stop } from "./browser.js";

const at = (name) => path.join(ROOT, "docs/pictures", `rehearsal-${name}.png`);
const options = { viewport: { width: 1180, height: 760 }, reducedMotion: "reduce" };

await start();
const form = await open({ clock: "1" }, { options });
await form.page.screenshot({ path: at("form") });
await form.close();

const code = await open({ patient: "upset", case: "code-004-pin-locked-here" }, { options });
await code.page.evaluate(() => { Math.random = () => 0.4; });
await code.page.waitForSelector("#moment:not([hidden])");
await code.page.screenshot({ path: at("code") });
await code.close();

const sheet = await open({ name: "○○医院", hand: "1", guide: "1" }, { options: { ...options, viewport: { width: 900, height: 980 } } });
await sheet.page.evaluate(() => begin(about.scenarios.filter((one) => /^code-00[134]-/.test(one.name))));
for (let case_ = 0; case_ < 3; case_ += 1) {
    await playByExample(sheet.page);
    await sheet.page.click("#next-case");
    if (case_ < 2) await sheet.page.waitForFunction(() => !document.getElementById("next-case"));
}
await sheet.page.waitForSelector(".paper-sheet");
await sheet.page.screenshot({ path: at("sheet") });
await sheet.close();
await stop();
