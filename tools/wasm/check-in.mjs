// Runs a check-in on the virtual card in WebAssembly: by face, with the PIN, with a wrong PIN.
import { readFile } from "node:fs/promises";
import { webcrypto } from "node:crypto";

const bytes = await readFile(process.argv[2]);
let memory;
let drawn = 0;
const { instance } = await WebAssembly.instantiate(bytes, {
  host: {
    random(start, length) {
      webcrypto.getRandomValues(new Uint8Array(memory.buffer, start, length));
      drawn += length;
      return 0;
    },
  },
});
memory = instance.exports.memory;

function ask(question) {
  const bytes = new TextEncoder().encode(JSON.stringify(question));
  const room = instance.exports.question(bytes.length);
  new Uint8Array(memory.buffer, room, bytes.length).set(bytes);
  const length = instance.exports.call();
  const answer = JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, instance.exports.answer(), length)));
  if (answer.error) throw new Error(answer.error);
  return answer;
}

// These acts, and then what the patient would do.
function checkIn(acts) {
  let shown = ask({ ask: "begin", scenario: "mode-unattended", lang: "ja", day: "2026-11-24" });
  for (const act of acts) shown = ask({ ask: "act", word: act });
  while (shown.stand.kind !== "over") shown = ask({ ask: "act", word: shown.stand.hint.word });
  const { text } = ask({ ask: "transcript" });
  return [...text.trim().split("\n"), shown.outcome.name];
}

let failed = 0;
for (const [acts, name, expected] of [
  [["place-card", "face"], "by face", "admitted"],
  [["place-card", "pin", "right"], "with the PIN", "admitted"],
  [["place-card", "pin", "wrong", "cancel"], "with a wrong PIN", undefined],
]) {
  const lines = checkIn(acts);
  const outcome = lines.at(-1);
  const right = expected ? outcome === expected : outcome !== "admitted";
  const shown = lines.length > 3;
  console.log(`test a check-in in WebAssembly ${name}: ${outcome} ... ${right && shown ? "ok" : "FAILED"}`);
  failed += right && shown ? 0 : 1;
}
// The challenge of the photo's chip came from the host.
if (drawn < 32) {
  console.log(`FAILED: ${drawn} random bytes were drawn`);
  failed += 1;
}
console.log(`test result: ${failed ? "FAILED" : "ok"}. ${3 - failed} passed; ${failed} failed; ${(bytes.length / 1e6).toFixed(2)} MB`);
process.exit(failed ? 1 : 0);
