// People and things at the counter, drawn simply.

function face(mood) {
    const mouth = { calm: "M-9 12 Q0 18 9 12", hurry: "M-8 13 L8 13", upset: "M-9 15 Q0 8 9 15" }[mood] ?? "M-9 12 Q0 18 9 12";
    const brows = mood === "upset" ? "M-14 -9 L-5 -5 M14 -9 L5 -5" : "M-14 -8 Q-9 -11 -5 -8 M14 -8 Q9 -11 5 -8";
    return [
        svg("circle", { r: 26, fill: "#f3d3b8" }),
        svg("path", { d: "M-26 -4 Q-24 -30 0 -30 Q24 -30 26 -4 Q14 -16 0 -16 Q-14 -16 -26 -4", fill: "#4a4038" }),
        svg("circle", { cx: -9, cy: 0, r: 2.6, fill: "#2b2622" }),
        svg("circle", { cx: 9, cy: 0, r: 2.6, fill: "#2b2622" }),
        svg("path", { d: `${brows} ${mouth}`, fill: "none", stroke: "#2b2622", "stroke-width": 2, "stroke-linecap": "round" }),
    ];
}

function person(x, y, scale, mood, coat, extra = []) {
    return svg("g", { transform: `translate(${x} ${y}) scale(${scale})` },
        svg("path", { d: "M-44 96 Q-44 34 0 34 Q44 34 44 96 Z", fill: coat }),
        svg("path", { d: "M-10 30 L10 30 L6 46 L-6 46 Z", fill: "#e5bf9f" }),
        face(mood), extra);
}

function drawPatient(kind) {
    const picture = svg("svg", { viewBox: "0 0 160 140", class: "portrait", role: "img", "aria-label": t(kind) });
    const glow = svg("rect", { width: 160, height: 140, rx: 18, fill: "#e4ece8" });
    const grey = svg("path", { d: "M-26 -4 Q-24 -30 0 -30 Q24 -30 26 -4 Q14 -16 0 -16 Q-14 -16 -26 -4", fill: "#a9a49d" });
    const people = {
        calm: [person(80, 52, 0.95, "calm", "#4f7d8c")],
        hurry: [person(80, 52, 0.95, "hurry", "#6b6f8f"),
            svg("g", { transform: "translate(128 34)" }, svg("circle", { r: 15, fill: "#fff", stroke: "#6b6f8f", "stroke-width": 3 }), svg("path", { d: "M0 -8 L0 0 L6 4", fill: "none", stroke: "#6b6f8f", "stroke-width": 3, "stroke-linecap": "round" }))],
        upset: [person(80, 52, 0.95, "upset", "#8c5a4f"),
            svg("path", { d: "M122 26 l8 -8 M126 34 l12 -3 M118 20 l2 -11", stroke: "#b4541a", "stroke-width": 4, "stroke-linecap": "round" })],
        carer: [person(58, 58, 0.85, "calm", "#7d6b8c", [grey]), person(108, 50, 0.9, "calm", "#4f8c6f")],
        child: [person(102, 48, 0.95, "calm", "#8c7a4f"), person(54, 78, 0.66, "calm", "#c98a3c")],
        hearing: [person(80, 52, 0.95, "calm", "#5f7390", [grey, svg("path", { d: "M27 -2 q9 3 5 12 q-4 6 -8 2", fill: "none", stroke: "#0b6b5f", "stroke-width": 4, "stroke-linecap": "round" })]),
            svg("path", { d: "M126 44 q8 8 0 18 M134 38 q13 14 0 30", fill: "none", stroke: "#0b6b5f", "stroke-width": 3, "stroke-linecap": "round" })],
    };
    picture.append(glow, ...(people[kind] ?? people.calm));
    return picture;
}

// The card in the reader's slot, or the slot alone.
function drawSlot(there, phone) {
    return svg("svg", { viewBox: "0 0 220 46", class: "slot", "aria-hidden": "true" },
        svg("rect", { x: 10, y: 18, width: 200, height: 24, rx: 8, fill: "#26302f" }),
        there && phone && svg("g", {}, svg("rect", { x: 70, y: 1, width: 80, height: 34, rx: 7, fill: "#39424f" }), svg("rect", { x: 76, y: 6, width: 68, height: 24, rx: 3, fill: "#b9cfe0" })),
        there && !phone && svg("g", {}, svg("rect", { x: 52, y: 2, width: 116, height: 30, rx: 5, fill: "#f7e6ee", stroke: "#c99db2" }),
            svg("rect", { x: 62, y: 8, width: 20, height: 18, rx: 3, fill: "#d8c3cc" }), svg("path", { d: "M90 12 h60 M90 20 h44", stroke: "#c99db2", "stroke-width": 3 })),
        svg("rect", { x: 24, y: 28, width: 172, height: 8, rx: 4, fill: "#0f1616" }));
}

function icon(...paths) {
    return svg("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" },
        paths.map((d) => svg("path", { d })));
}

function drawSpeaker() {
    return icon("M3 8 h3 l4 -4 v12 l-4 -4 h-3 Z", "M13 7 q2.5 3 0 6", "M15.5 4.5 q5 5.5 0 11");
}

function drawPrinter() {
    return icon("M6 7 V3 h8 v4", "M4 14 H3 V7 h14 v7 h-1", "M6 12 h8 v5 h-8 Z");
}
