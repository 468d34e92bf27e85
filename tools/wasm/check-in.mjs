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

function checkIn(how) {
  const length = instance.exports.run(how);
  const text = new Uint8Array(memory.buffer, instance.exports.said(), length);
  return new TextDecoder().decode(text).split("\n");
}

let failed = 0;
for (const [how, name, expected] of [
  [0, "by face", "admitted"],
  [1, "with the PIN", "admitted"],
  [2, "with a wrong PIN", undefined],
]) {
  const lines = checkIn(how);
  const outcome = lines.at(-1);
  const right = expected ? outcome === expected : outcome !== "admitted" && !outcome.startsWith("error");
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
