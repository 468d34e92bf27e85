//! The findings for people.

use std::fmt::Write as _;

use mynareader::application::record::Sex;
use mynareader::certificate::{Agreement, ExpirySource, Hierarchy, Verdict};
use mynareader::facts::{CertificateState, TokenKind, Tries};

use super::collect::{CertificateFindings, FaceFindings, Findings, RecordSignature};
use mynareader_console::Lang;

/// All findings, a line each.
pub fn render(found: &Findings, lang: Lang) -> String {
    let mut page = Page {
        text: String::new(),
        lang,
    };
    if found.token.is_some() || found.errors.iter().any(|problem| problem.step == "token") {
        page.line("種類", "Token", token(found.token, lang));
    }
    if let Some(availability) = found.availability {
        let present = |one: bool| {
            if one {
                lang.of("あり", "yes")
            } else {
                lang.of("なし", "no")
            }
        };
        page.line(
            "電子証明書",
            "Certificates",
            &match lang {
                Lang::Ja => format!(
                    "利用者証明用 {}、署名用 {}",
                    present(availability.authentication.is_present()),
                    present(availability.signature.is_present())
                ),
                Lang::En => format!(
                    "authentication {}, signature {}",
                    present(availability.authentication.is_present()),
                    present(availability.signature.is_present())
                ),
            },
        );
    }
    if let Some(tries) = found.pin_tries {
        page.line(
            "暗証番号の残り回数",
            "Tries left, PIN",
            &tries_text(tries, lang),
        );
    }
    if let Some(tries) = found.code_b_tries {
        page.line(
            "照合番号Bの残り回数",
            "Tries left, code B",
            &tries_text(tries, lang),
        );
    }
    if let Some(certificate) = &found.certificate {
        page.certificate(certificate);
    }
    page.card_expiry(found);
    if let Some(face) = &found.face {
        page.face(face);
    }
    for problem in &found.errors {
        let word = problem
            .status_word
            .as_ref()
            .map(|word| format!(" [{word}]"))
            .unwrap_or_default();
        page.line(
            "できなかったこと",
            "Failed",
            &format!("{}: {}{word}", problem.step, problem.message),
        );
    }
    let totals = found.totals;
    page.line(
        "やり取り",
        "Exchanges",
        &match lang {
            Lang::Ja => format!(
                "{} 回、送信 {} バイト、受信 {} バイト",
                totals.exchanges, totals.bytes_sent, totals.bytes_received
            ),
            Lang::En => format!(
                "{}, {} bytes sent, {} bytes received",
                totals.exchanges, totals.bytes_sent, totals.bytes_received
            ),
        },
    );
    page.text
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn line(&mut self, ja: &str, en: &str, value: &str) {
        let label = self.lang.of(ja, en);
        let line = format!("{label}: {value}");
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}", line.trim_end());
    }

    fn certificate(&mut self, found: &CertificateFindings) {
        let lang = self.lang;
        let judged = &found.assessment;
        self.line(
            "利用者証明用電子証明書",
            "Authentication certificate",
            &format!(
                "{} {}",
                lang.of("シリアル番号", "serial"),
                found.parsed.serial()
            ),
        );
        self.line(
            "  有効期間",
            "  Validity",
            &format!(
                "{} - {}",
                found.parsed.validity().not_before(),
                found.parsed.validity().not_after()
            ),
        );
        self.line("  状態", "  State", &state(found, lang));
        if matches!(
            judged.state,
            CertificateState::Grace | CertificateState::PastGrace
        ) && let Some(grace) = judged.grace
        {
            self.line(
                "  猶予期間の終わり",
                "  Grace until",
                &match lang {
                    Lang::Ja => format!(
                        "{}(月末まで数える読み方)/ {}(日で数える読み方)",
                        grace.end_of_month_plus_3, grace.exact_plus_3_months
                    ),
                    Lang::En => format!(
                        "{} (counted to the month's end) / {} (counted by the day)",
                        grace.end_of_month_plus_3, grace.exact_plus_3_months
                    ),
                },
            );
        }
        let chain = match found.verdict {
            Verdict::Trusted => lang.of(
                "信頼できる認証局につながります",
                "leads to a trusted authority",
            ),
            Verdict::Untrusted => lang.of(
                "確かめていません(--anchor で認証局の証明書を指定してください)",
                "not confirmed (name the authority's certificate with --anchor)",
            ),
            Verdict::Invalid => lang.of("正しくありません", "not valid"),
        };
        let reason = found
            .reason
            .filter(|_| found.verdict == Verdict::Invalid)
            .map(|reason| format!(": {reason}"))
            .unwrap_or_default();
        self.line("  発行元", "  Chain", &format!("{chain}{reason}"));
        if let Some(hierarchy) = found.hierarchy {
            self.line("  用途", "  Hierarchy", kind(hierarchy, lang));
        }
    }

    fn card_expiry(&mut self, found: &Findings) {
        let lang = self.lang;
        let Some(day) = found.card_expiry.last_day() else {
            return;
        };
        let ended = match found.ends.and_then(|ends| ends.card_ended) {
            Some(true) => lang.of("(期限が過ぎています)", " (has ended)"),
            _ => "",
        };
        self.line(
            "カードの有効期限",
            "Card valid until",
            &format!("{day}{ended}"),
        );
        if let Agreement::Different(one, other) = found.card_expiry.agreement() {
            let reading = |source: ExpirySource| {
                found
                    .card_expiry
                    .reading(source)
                    .map(|day| day.to_string())
                    .unwrap_or_default()
            };
            self.line(
                "  食い違い",
                "  Disagreement",
                &format!("{one} {} / {other} {}", reading(one), reading(other)),
            );
        }
    }

    fn face(&mut self, face: &FaceFindings) {
        let lang = self.lang;
        self.line("券面の記録", "Face record", "");
        self.line("  生年月日", "  Birth date", &face.birth_date);
        self.line(
            "  性別",
            "  Sex",
            match face.sex {
                Sex::Male => lang.of("男", "male"),
                Sex::Female => lang.of("女", "female"),
                Sex::NotApplicable => lang.of("適用不能", "not applicable"),
                Sex::Unknown => lang.of("不明", "unknown"),
            },
        );
        self.line("  有効期限", "  Expiry", &face.expiry);
        let photo = match &face.photo {
            None => lang.of("なし", "none").to_owned(),
            Some(photo) => match photo.size {
                Some(size) => format!(
                    "JPEG 2000, {} x {}, {} {}",
                    size.width,
                    size.height,
                    photo.file.len(),
                    lang.of("バイト", "bytes")
                ),
                None => format!("{} {}", photo.file.len(), lang.of("バイト", "bytes")),
            },
        };
        self.line("  顔写真", "  Photo", &photo);
        let signature = match face.signature {
            RecordSignature::Valid => lang.of("正しい", "valid"),
            RecordSignature::Invalid => lang.of("正しくない", "invalid"),
            RecordSignature::UnknownIssuer => lang.of(
                "カードの中の証明書では正しい(その発行元は確かめていません)",
                "holds under the certificate on the card, whose issuer is not known",
            ),
        };
        let authority = face
            .authority
            .as_ref()
            .map(|(authority, hierarchy)| format!(" ({authority}, {})", kind(*hierarchy, lang)))
            .unwrap_or_default();
        self.line("  署名", "  Signature", &format!("{signature}{authority}"));
        self.line(
            "  カードの確認",
            "  Live-card challenge",
            if face.challenge_passed {
                lang.of("本物のチップが応えました", "passed")
            } else {
                lang.of("確かめられませんでした", "failed")
            },
        );
    }
}

fn token(token: Option<TokenKind>, lang: Lang) -> &'static str {
    match token {
        Some(TokenKind::Card) => lang.of("マイナンバーカード", "My Number card"),
        Some(TokenKind::Android) => lang.of(
            "Android のスマホ用電子証明書",
            "certificate on an Android phone",
        ),
        Some(TokenKind::Iphone) => lang.of("iPhone の電子証明書", "certificate on an iPhone"),
        Some(TokenKind::JukiCard) => lang.of("住民基本台帳カード", "Juki card, the predecessor"),
        Some(TokenKind::Unknown) | None => lang.of("不明", "unknown"),
    }
}

fn tries_text(tries: Tries, lang: Lang) -> String {
    match (tries, lang) {
        (Tries::Left(left), Lang::Ja) => format!("あと {left} 回"),
        (Tries::Left(left), Lang::En) => left.to_string(),
        (Tries::Blocked, _) => lang.of("ロックされています", "blocked").to_owned(),
        (Tries::Unknown, _) => lang.of("不明", "unknown").to_owned(),
    }
}

fn state(found: &CertificateFindings, lang: Lang) -> String {
    let judged = &found.assessment;
    let days = judged.days_left.unwrap_or_default();
    match (judged.state, lang) {
        (CertificateState::Valid, Lang::Ja) => format!("有効(あと {days} 日)"),
        (CertificateState::Valid, Lang::En) => format!("valid ({days} days left)"),
        (CertificateState::Notice, Lang::Ja) => {
            format!("有効、まもなく終わります(あと {days} 日)。市区町村で更新できます")
        }
        (CertificateState::Notice, Lang::En) => {
            format!("valid, ends soon ({days} days left); can be renewed at the municipality")
        }
        (CertificateState::Grace, _) => lang
            .of(
                "期限が過ぎ、猶予期間の中です(資格の確認だけできます)",
                "expired, in the grace period (eligibility only)",
            )
            .to_owned(),
        (CertificateState::PastGrace, _) => lang
            .of(
                "期限が過ぎ、猶予期間も終わりました",
                "expired, past the grace period",
            )
            .to_owned(),
        (CertificateState::NotYetValid, _) => {
            lang.of("まだ有効期間の前です", "not yet valid").to_owned()
        }
        (CertificateState::Revoked, _) => lang.of("失効しています", "revoked").to_owned(),
        _ => lang
            .of(
                "不明(この機械の日付が正しくないようです)",
                "unknown (the date of this machine cannot be right)",
            )
            .to_owned(),
    }
}

/// Of what use a hierarchy is: whoever sees "valid" must see for what.
fn kind(hierarchy: Hierarchy, lang: Lang) -> &'static str {
    match hierarchy {
        Hierarchy::Test => lang.of("試験用(本物のカードではありません)", "test (no real card)"),
        Hierarchy::Production => lang.of("本番用", "production"),
    }
}
