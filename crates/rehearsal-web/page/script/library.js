// The page's end of the worker: one question, one answer.

// `took` is how long the library took, in milliseconds, each time that somebody did something.
const library = { worker: null, waiting: new Map(), next: 1, took: [] };

async function unpacked() {
    const packed = Uint8Array.from(atob($("library").textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
}

async function startLibrary() {
    const source = new Blob([$("worker").textContent], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(source));
    const bytes = await unpacked();
    await new Promise((ready, fail) => {
        worker.onerror = (event) => fail(new Error(event.message));
        worker.onmessage = ready;
        worker.postMessage({ bytes }, [bytes]);
    });
    worker.onmessage = ({ data }) => {
        const { done, fail, kind } = library.waiting.get(data.id);
        if (kind === "act") library.took.push(data.took);
        library.waiting.delete(data.id);
        if (data.answer.error) fail(new Error(data.answer.error));
        else done(data.answer);
    };
    library.worker = worker;
}

function ask(question) {
    return new Promise((done, fail) => {
        const id = library.next;
        library.next += 1;
        library.waiting.set(id, { done, fail, kind: question.ask });
        library.worker.postMessage({ id, question });
    });
}
