// What the staff may say beside what the library says: sentences that blame, and sentences that leave
// the patient alone. Nobody should say these; that is what they are for.

const BLAMING = {
    ja: [
        "このマイナンバーカードは使えないようです。",
        "カードのほうに問題があるようですね。",
        "暗証番号をちゃんと覚えてきてくださらないと困ります。",
        "置き方が間違っています。よく見てください。",
        "手続きを忘れていたのは患者さんですよね。",
    ],
    en: [
        "It seems that your card cannot be used.",
        "There seems to be something wrong with your card.",
        "You really should have remembered your number.",
        "You put it down the wrong way. Please look.",
        "It was you who forgot the paperwork, was it not?",
    ],
};

const LEAVING_ALONE = {
    ja: [
        "機械のことは分からないので、そのままお待ちください。",
        "えっと、何か出ていますね。どうしましょうか。",
        "あとで確かめますので、いったんお座りください。",
    ],
    en: [
        "I do not know about machines, please just wait.",
        "Well, something has come up. What shall we do?",
        "We will look into it later, please take a seat.",
    ],
};

// What the patient says when a check-in stops, by how they feel.
const PATIENT_SAYS = {
    calm: { ja: "どうしたらいいですか。", en: "What should I do?" },
    hurry: { ja: "急いでいるのですが、あとどのくらいかかりますか。", en: "I am in a hurry. How long will this take?" },
    "upset-worked-elsewhere": { ja: "ほかの病院では使えましたよ。", en: "It worked at another clinic!" },
    "upset-worked-before": { ja: "前は使えたのに、どうしてですか。", en: "It worked before, so why not now?" },
    "upset-machine-is-bad": { ja: "この機械が悪いんじゃないですか。", en: "Is it not your machine that is bad?" },
    carer: { ja: "（付き添いの方）母の代わりに、わたしが聞きます。", en: "(The carer) I will listen for my mother." },
    child: { ja: "（お母さん）この子のカードなのですが。", en: "(The mother) It is my child's card." },
    hearing: { ja: "すみません、もう少しゆっくり、書いてもらえますか。", en: "Sorry, could you speak slowly, or write it down?" },
};
