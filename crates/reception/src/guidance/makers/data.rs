//! What is known of each maker.
//!
//! Sources by their names here: "manual table" is the read-failure article's table of makers
//! (ONS-566 in docs/facts/README.md); "ALMEX FAQ" and "ALMEX registration guide" are the maker's public pages; "Caora
//! Q&A" its support sheet; "installer FAQ" an installer's page about マイナタッチ.
#![forbid(unsafe_code)]

use crate::fault;

use super::{Bilingual, Features, Known, Maker, Mark, Model, Note};

const TABLE: &str = "manual table";
const ALMEX_FAQ: &str = "ALMEX FAQ";
const ALMEX_GUIDE: &str = "ALMEX registration guide";
const CAORA: &str = "Caora Q&A";
const INSTALLER: &str = "installer FAQ";

const fn single<T>(value: T, source: &'static str) -> Known<T> {
    Known::Known {
        value,
        mark: Mark::Single,
        source,
    }
}

const fn unknown_model(name: &'static str) -> Model {
    Model {
        name,
        features: Features::NOT_KNOWN,
        notes: &[],
    }
}

/// The five makers of the first generation of readers.
pub static MAKERS: [Maker; 5] = [
    Maker {
        code_maker: fault::Maker::CANON,
        name: "canon-mj",
        japanese: "キヤノンマーケティングジャパン株式会社",
        english: "Canon Marketing Japan Inc.",
        manuals: Bilingual {
            japanese: "「Hi-CARAダウンロード一覧」にある操作マニュアル（zip）",
            english: "The list of downloads for Hi-CARA: a zip file of the operation manual",
        },
        manuals_need_registration: Known::NotKnown,
        models: &[unknown_model("Hi-CARA")],
    },
    Maker {
        code_maker: fault::Maker::FUJITSU,
        name: "fujitsu-japan",
        japanese: "富士通Japan 株式会社",
        english: "Fujitsu Japan Limited",
        manuals: Bilingual {
            japanese: "Caoraのページで利用者の登録をした後に取り出す",
            english: "The Caora page, after registering as a user",
        },
        manuals_need_registration: single(true, TABLE),
        models: &[Model {
            name: "Caora",
            features: Features {
                password_screen: single(
                    Bilingual {
                        japanese: "画面の隅を決まったやり方でさわる",
                        english: "Touch the corners of the screen in a set way",
                    },
                    CAORA,
                ),
                own_user_rights: single(true, CAORA),
                own_codes: Known::Known {
                    value: true,
                    mark: Mark::Inferred,
                    source: CAORA,
                },
                ..Features::NOT_KNOWN
            },
            notes: &[Note {
                text: Bilingual {
                    japanese: "メーカーの窓口は、リーダー自身のエラー番号とその他の質問を分けて受ける",
                    english: "The maker's desk takes the reader's own codes apart from other questions",
                },
                mark: Mark::Single,
                source: CAORA,
            }],
        }],
    },
    Maker {
        code_maker: fault::Maker::ALMEX,
        name: "almex",
        japanese: "株式会社アルメックス",
        english: "ALMEX Inc.",
        manuals: Bilingual {
            japanese: "ダウンロードのページ。エラー番号は、本体の表示と資格確認端末の表示に分けてWebで見られる",
            english: "The download page; codes can be read on the web, apart for reader and terminal",
        },
        manuals_need_registration: Known::NotKnown,
        models: &[Model {
            name: "マイナタッチ",
            features: Features {
                tone_on_chip: single(true, ALMEX_FAQ),
                chipless_taken_for_insurance_card: single(true, ALMEX_FAQ),
                own_codes: single(true, ALMEX_GUIDE),
                codes_on_web: single(true, TABLE),
                restart: single(
                    Bilingual {
                        japanese: "リーダーを切る → 端末を終了する → リーダーを入れる → 端末を入れる",
                        english: "Reader off, shut down the terminal, reader on, terminal on",
                    },
                    INSTALLER,
                ),
                ..Features::NOT_KNOWN
            },
            notes: &[
                Note {
                    text: Bilingual {
                        japanese: "顔認証用アカウントはリーダー1台に1つ（F0で始まる英数字8文字まで）",
                        english: "One face-recognition account a reader (from F0, up to 8 letters and digits)",
                    },
                    mark: Mark::Single,
                    source: ALMEX_GUIDE,
                },
                Note {
                    text: Bilingual {
                        japanese: "「復帰値」は32ビットの16進数。0x81000001は、その機器とアカウントの組が登録ずみであること",
                        english: "Its return values (復帰値) are 32-bit hex; 0x81000001: this device and account are registered already",
                    },
                    mark: Mark::Single,
                    source: ALMEX_GUIDE,
                },
                Note {
                    text: Bilingual {
                        japanese: "カードはケースから出して置く",
                        english: "The card must be taken out of its case",
                    },
                    mark: Mark::Single,
                    source: ALMEX_FAQ,
                },
            ],
        }],
    },
    Maker {
        code_maker: fault::Maker::PANASONIC,
        name: "panasonic-connect",
        japanese: "パナソニック コネクト株式会社",
        english: "Panasonic Connect Co., Ltd.",
        manuals: Bilingual {
            japanese: "「関連資料ダウンロード」と「サポート情報」のページ",
            english: "The pages for downloads (関連資料ダウンロード) and support (サポート情報)",
        },
        manuals_need_registration: Known::NotKnown,
        models: &[unknown_model("XC-STFR1J-MN"), unknown_model("XC-STFR2J-MN")],
    },
    Maker {
        code_maker: fault::Maker::ATLAS,
        name: "atlas",
        japanese: "アトラス情報サービス株式会社",
        english: "Atlas Information Service Co., Ltd.",
        manuals: Bilingual {
            japanese: "製品紹介のページから「各種資料ダウンロード」に進み、マニュアルを選ぶ",
            english: "The product page: downloads (各種資料ダウンロード), then the manual",
        },
        manuals_need_registration: Known::NotKnown,
        models: &[unknown_model("EXC-9000")],
    },
];
