//! Every loader and parser that takes a caller's or a card's bytes, with bytes of a size that is
//! asked for: the dearest that were found, or thought of, for it.

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::objects::object;
use mynareader::application::common::CardInformation;
use mynareader::application::jpki::{Availability, Token};
use mynareader::application::surface::{AgeRecord, BasicData, FaceRecord};
use mynareader::application::text::{BasicAttributes, IntegrityRecord};
use mynareader::calendar::{Date, PrintedDate};
use mynareader::card::Profile;
use mynareader::certificate::{
    Certificate, CvCertificate, Hierarchy, Oid, TrustAnchors, TrustStore,
};
use mynareader::fault::FaultCode;
use mynareader::guidance::{Book, Language, Message};
use mynareader::journal::Journal;
use mynareader::tlv::{Reader, Structure};

use super::builder::{
    BASIC_CONSTRAINTS, Builder, POLICIES, ROOT_1, SUBJECT_ALT_NAME, extension, name, oid, pem,
    sequence, tlv,
};

const MIB: usize = 1024 * 1024;

/// Something that is read.
pub struct Case {
    pub name: &'static str,
    /// The size at which its growth is watched, and twice and four times that.
    pub base: usize,
    /// The most that its reader takes.
    pub cap: usize,
    /// Bytes of about this size, and a kilobyte more at most.
    pub make: fn(usize) -> Vec<u8>,
    pub read: fn(&[u8]),
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// What comes of reading is dropped; an error is put into words first, which is part of the work.
fn done<T, E: std::fmt::Display>(result: Result<T, E>) {
    if let Err(error) = result {
        let _ = error.to_string();
    }
}

fn book(bytes: &[u8]) {
    done(Book::built_in().amended(text(bytes)));
}

fn store(bytes: &[u8]) {
    done(TrustStore::from_toml(text(bytes)));
}

fn profile(bytes: &[u8]) {
    done(Profile::from_toml(text(bytes)));
}

fn anchors(bytes: &[u8]) {
    done(TrustAnchors::new().add_pem(text(bytes), Hierarchy::Test));
}

/// For the staff, which that leaflet is not: the book around it is not gone through.
fn leaflet(bytes: &[u8]) {
    let page = text(bytes);
    let file = format!("schema = 1\n[page.en]\ncertificate-renewal = '''\n{page}'''\n");
    done(Book::built_in().amended(&file));
}

fn journal(bytes: &[u8]) {
    done(serde_json::from_slice::<Journal>(bytes));
}

fn certificate(bytes: &[u8]) {
    done(Certificate::parse(bytes).inspect(|it| {
        let _ = (it.subject(), it.holder().is_some(), it.crl_pointers().len());
    }));
}

/// All parsers of a card's files.
fn records(bytes: &[u8]) {
    done(FaceRecord::parse(bytes.to_vec().into()).inspect(|record| {
        let _ = record.public_key();
        let _ = record.photo_size();
    }));
    done(AgeRecord::parse(bytes.to_vec().into()));
    done(BasicData::parse(bytes));
    done(BasicAttributes::parse(bytes.to_vec().into()));
    done(IntegrityRecord::parse(bytes));
    done(CardInformation::parse(bytes));
    done(Token::parse(bytes));
    done(Availability::parse(bytes));
    done(CvCertificate::parse(bytes));
    Reader::new(Structure::Other, bytes).walk().count();
}

/// What is short, and must not cost more for being long.
fn short_texts(bytes: &[u8]) {
    let text = text(bytes);
    done(text.parse::<Oid>());
    done(text.parse::<Date>());
    done(text.parse::<PrintedDate>());
    done(text.parse::<FaultCode>());
    done(text.parse::<Language>());
    let _ = (Message::from_name(text), Book::built_in().model(text));
}

/// `head`, then as many pieces as there is room for, then `tail`.
fn filled(head: &str, size: usize, tail: &str, piece: impl Fn(usize, &mut String)) -> Vec<u8> {
    let mut text = head.to_owned();
    for number in 0.. {
        let before = text.len();
        piece(number, &mut text);
        if text.len() + tail.len() > size {
            text.truncate(before);
            break;
        }
    }
    text += tail;
    text.into_bytes()
}

fn repeated(head: &str, size: usize, tail: &str, piece: &str) -> Vec<u8> {
    let times = size.saturating_sub(head.len() + tail.len()) / piece.len();
    [head, &piece.repeat(times), tail].concat().into_bytes()
}

const BOOK: &str = "schema = 1\nedition = \"t\"\nknown-up-to = \"2027-03-31\"\n";
const STORE: &str = "schema = 1\n";

/// Four small letters, another tag for each number.
fn tag(number: usize) -> String {
    [number / 17_576, number / 676, number / 26, number]
        .map(|part| char::from(b"abcdefghijklmnopqrstuvwxyz"[part % 26]))
        .iter()
        .collect()
}

/// A modulus of 2048 bits for each number, odd as one must be.
fn modulus(number: usize) -> String {
    format!("c0{:0500x}{number:08x}01", 0x1234_5678_9ABC_DEF1_u64)
}

static ROOT: LazyLock<Vec<u8>> =
    LazyLock::new(|| Builder::root("Example Authority", &ROOT_1).sign(&ROOT_1));

/// A certificate whose signature is nobody's: its parser does not look at it.
fn unsigned(builder: &Builder) -> Vec<u8> {
    let bits = [vec![0], vec![0x55; 256]].concat();
    sequence(&[builder.body(), builder.algorithm.clone(), tlv(0x03, &bits)])
}

fn authentication() -> Builder {
    Builder::authentication("Example Authority", &ROOT_1)
}

/// A certificate with an extension of so many bytes of such pieces, as far as one may be long.
fn with_list(kind: &str, size: usize, piece: &[u8]) -> Vec<u8> {
    let pieces = piece.repeat(size.min(4000) / piece.len());
    let list = extension(kind, false, &tlv(0x30, &pieces));
    unsigned(&authentication().with_extension(kind, list))
}

/// Elements in each other; the headers from the innermost on, since putting each element into the
/// next would itself take more than in proportion.
fn nested(size: usize) -> Vec<u8> {
    let mut headers = vec![vec![0x05, 0x00]];
    let mut length = 2;
    while length + 4 <= size.min(60_000) {
        let header = match u16::try_from(length).unwrap().to_be_bytes() {
            [0, short @ 0..=0x7F] => vec![0x30, short],
            [0, long] => vec![0x30, 0x81, long],
            [high, low] => vec![0x30, 0x82, high, low],
        };
        length += header.len();
        headers.push(header);
    }
    headers.into_iter().rev().flatten().collect()
}

pub static CASES: &[Case] = &[
    Case {
        name: "guidance: languages with one text each",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(BOOK, size, "", |i, out| {
                writeln!(out, "[text.{}]\n\"patient.004\"={{words=\"x.\"}}", tag(i)).unwrap();
            })
        },
        read: book,
    },
    Case {
        name: "guidance: makers' codes",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(BOOK, size, "", |i, out| {
                writeln!(
                    out,
                    "[[vendor-code]]\ncode=\"300:{i}\"\nlike=\"906\"\ntitle={{ja=\"あ\"}}"
                )
                .unwrap();
            })
        },
        read: book,
    },
    Case {
        name: "guidance: rules of codes",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(BOOK, size, "", |i, out| {
                writeln!(out, "[[code]]\ncode=\"300:{i}\"\nstaff=[\"reseat\"]").unwrap();
            })
        },
        read: book,
    },
    Case {
        name: "guidance: texts of unknown names",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(&format!("{BOOK}[text.ja]\n"), size, "", |i, out| {
                writeln!(out, "a{i}={{words=\"\"}}").unwrap();
            })
        },
        read: book,
    },
    Case {
        name: "guidance: texts for models of readers",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(BOOK, size, "", |i, out| {
                writeln!(
                    out,
                    "[[replace]]\nreader-model={i}\nmessage=100010\nlanguage=\"en\"\nwords=\"\""
                )
                .unwrap();
            })
        },
        read: book,
    },
    Case {
        name: "guidance: titles of one code",
        base: 4096,
        cap: MIB,
        make: |size| {
            let head = format!("{BOOK}[[vendor-code]]\ncode=\"300:1\"\nlike=\"906\"\ntitle={{");
            filled(&head, size, "}\n", |i, out| {
                write!(out, "{}=\"\",", tag(i)).unwrap()
            })
        },
        read: book,
    },
    Case {
        name: "guidance: one rule many times",
        base: 4096,
        cap: MIB,
        make: |size| {
            repeated(
                BOOK,
                size,
                "",
                "[[code]]\ncode=\"950\"\nstaff=[\"prescribe-on-paper\"]\n",
            )
        },
        read: book,
    },
    Case {
        name: "guidance: names in a list",
        base: 4096,
        cap: MIB,
        make: |size| {
            let head = format!("{BOOK}[[code]]\ncode=\"950\"\nstaff=[");
            repeated(&head, size, "]\n", "\"reseat\",\"\",")
        },
        read: book,
    },
    Case {
        name: "guidance: texts in a language with a long name",
        base: 4096,
        cap: MIB,
        make: |size| {
            let head = format!("{BOOK}[text.{}]\n", "x".repeat(size / 3));
            filled(&head, size, "", |i, out| {
                writeln!(out, "a{i}={{words=\"\"}}").unwrap()
            })
        },
        read: book,
    },
    Case {
        name: "guidance: one long text",
        base: 4096,
        cap: MIB,
        make: |size| {
            repeated(
                &format!("{BOOK}[text.en]\n\"patient.004\"={{words=\""),
                size,
                "\"}\n",
                "x. ",
            )
        },
        read: book,
    },
    Case {
        name: "guidance: empty lines",
        base: 4096,
        cap: MIB,
        make: |size| repeated(BOOK, size, "", "\n"),
        read: book,
    },
    Case {
        name: "guidance: no TOML",
        base: 4096,
        cap: MIB,
        make: |size| repeated(BOOK, size, "", "=\n"),
        read: book,
    },
    Case {
        name: "guidance: keys of two parts",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(BOOK, size, "", |i, out| {
                writeln!(out, "text.en.a{i}.words=\"\"").unwrap()
            })
        },
        read: book,
    },
    Case {
        name: "guidance: tables whose names begin alike",
        base: 8192,
        cap: MIB,
        make: |size| {
            filled(BOOK, size, "", |i, out| {
                writeln!(out, "[text.{}{i}]", "q".repeat(200)).unwrap()
            })
        },
        read: book,
    },
    Case {
        name: "TOML: open brackets",
        base: 4096,
        cap: MIB,
        make: |size| repeated("x = ", size, "", "[{a.b="),
        read: book,
    },
    Case {
        name: "trust store: fingerprints",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(STORE, size, "", |i, out| {
                writeln!(
                    out,
                    "[[fingerprint]]\nhierarchy=\"test\"\nsha256=\"{i:064x}\""
                )
                .unwrap();
            })
        },
        read: store,
    },
    Case {
        name: "trust store: policies",
        base: 4096,
        cap: MIB,
        make: |size| {
            filled(STORE, size, "", |i, out| {
                writeln!(
                    out,
                    "[[policy]]\noid=\"1.2.3.{i}\"\nrole=\"signature\"\nhierarchy=\"test\""
                )
                .unwrap();
            })
        },
        read: store,
    },
    Case {
        name: "trust store: keys of one identifier",
        base: 8192,
        cap: MIB,
        make: |size| {
            filled(STORE, size, "", |i, out| {
                writeln!(
                    out,
                    "[[authority-key]]\nhierarchy=\"test\"\nid=\"35303030303233080530303100000000\"\n\
                     exponent=\"010001\"\nmodulus=\"{}\"",
                    modulus(i)
                )
                .unwrap();
            })
        },
        read: store,
    },
    Case {
        name: "trust store: a long modulus",
        base: 4096,
        cap: MIB,
        make: |size| {
            let head = format!(
                "{STORE}[[authority-key]]\nhierarchy=\"test\"\nid=\"35303030303233080530303100000000\"\nexponent=\"010001\"\nmodulus=\""
            );
            repeated(&head, size, "\"\n", "c1")
        },
        read: store,
    },
    Case {
        name: "trust store: copies of one root, an entry each",
        base: 8192,
        cap: MIB,
        make: |size| {
            let entry = format!(
                "[[anchor]]\nhierarchy=\"test\"\npem='''\n{}'''\n",
                pem(&ROOT)
            );
            repeated(STORE, size, "", &entry)
        },
        read: store,
    },
    Case {
        name: "trust store: a long object identifier",
        base: 4096,
        cap: MIB,
        make: |size| {
            repeated(
                &format!("{STORE}[[policy]]\nrole=\"signature\"\nhierarchy=\"test\"\noid=\"1"),
                size,
                "\"\n",
                ".1",
            )
        },
        read: store,
    },
    Case {
        name: "PEM: copies of one root",
        base: 8192,
        cap: TrustAnchors::MAX_PEM_LENGTH,
        make: |size| repeated("", size, "", &pem(&ROOT)),
        read: anchors,
    },
    Case {
        name: "PEM: text between the certificates",
        base: 8192,
        cap: TrustAnchors::MAX_PEM_LENGTH,
        make: |size| repeated("", size, &pem(&ROOT), "-----BEGIN CERTIFICATE----\n"),
        read: anchors,
    },
    Case {
        name: "PEM: a long certificate",
        base: 8192,
        cap: TrustAnchors::MAX_PEM_LENGTH,
        make: |size| {
            let line = format!("{}\n", "A".repeat(64));
            repeated(
                "-----BEGIN CERTIFICATE-----\n",
                size,
                "-----END CERTIFICATE-----\n",
                &line,
            )
        },
        read: anchors,
    },
    Case {
        name: "profile: comments",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated(&Profile::my_number_card().to_toml(), size, "", "#\n"),
        read: profile,
    },
    Case {
        name: "profile: unknown keys",
        base: 4096,
        cap: 64 * 1024,
        make: |size| {
            filled("name=\"x\"\n", size, "", |i, out| {
                writeln!(out, "a{i}=1").unwrap()
            })
        },
        read: profile,
    },
    Case {
        name: "profile: a long identifier",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("name=\"x\"\n[applications]\njpki=\"", size, "\"\n", "D3 "),
        read: profile,
    },
    Case {
        name: "book: models that owe their words",
        base: 4096,
        cap: MIB,
        make: |size| {
            let one = |number: usize| {
                format!(
                    "[[model]]\nmaker=1\nnumber={number}\nname=\"a\"\nnotes=[{{mark=\"1\",source=\"a\"}}]\n"
                )
            };
            let count = size / one(10_000).len();
            let models: String = (0..count).map(|it| one(it + 10_000)).collect();
            format!("schema = 1\n{models}").into_bytes()
        },
        read: book,
    },
    Case {
        name: "leaflet: paragraphs",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\n", size, "", "a **b** ｜漢《か》\n"),
        read: leaflet,
    },
    Case {
        name: "leaflet: sections, rows and fields",
        base: 4096,
        cap: 64 * 1024,
        make: |size| {
            repeated(
                "# a {staff}\n",
                size,
                "",
                "## a\n\n| | |\n|---|---|\n| a | b |\n\n- [ ] a{b}: ____{c}\n\na: ____{d}\n",
            )
        },
        read: leaflet,
    },
    Case {
        name: "leaflet: one long line",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\na: ( ) b", size, "\n", " ( ) c**d**{e}"),
        read: leaflet,
    },
    Case {
        name: "leaflet: emphasis that nothing closes",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\n", size, "\n", "*a **b _c __d "),
        read: leaflet,
    },
    Case {
        name: "leaflet: brackets that nothing closes",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\n", size, "\n", "![[a](<b"),
        read: leaflet,
    },
    Case {
        name: "leaflet: quotations in quotations",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\n", size, "\n", "> "),
        read: leaflet,
    },
    Case {
        name: "leaflet: lists in lists",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\n", size, "\n", "- "),
        read: leaflet,
    },
    Case {
        name: "leaflet: columns",
        base: 4096,
        cap: 64 * 1024,
        make: |size| {
            let columns = "|".repeat(size / 6);
            let head = columns.replace('|', "|-");
            format!("# a {{staff}}\n\n{columns}\n{head}|\n{columns}\n{columns}\n").into_bytes()
        },
        read: leaflet,
    },
    Case {
        name: "leaflet: references",
        base: 4096,
        cap: 64 * 1024,
        make: |size| repeated("# a {staff}\n", size, "", "[a]: b\n[a][a]\n\n"),
        read: leaflet,
    },
    Case {
        name: "journal: lines",
        base: 4096,
        cap: 16 * MIB,
        make: |size| {
            repeated(
                "{\"schema\":1,\"mode\":\"unattended\",\"rehearsal\":false,\"lines\":[",
                size,
                "\"x\"]}",
                "{\"after_ms\":0,\"entry\":\"record-read\"},",
            )
        },
        read: journal,
    },
    Case {
        name: "journal: open brackets",
        base: 4096,
        cap: 16 * MIB,
        make: |size| repeated("{\"lines\":", size, "", "["),
        read: journal,
    },
    Case {
        name: "certificate: extensions",
        base: 2048,
        cap: Certificate::MAX_LENGTH,
        make: |size| {
            let mut builder = authentication();
            let extensions = builder.extensions.as_mut().unwrap();
            let room = size.saturating_sub(1200);
            for number in 0..room / 420 {
                extensions.push(extension(&format!("1.2.3.{number}"), false, &[0; 400]));
            }
            unsigned(&builder)
        },
        read: certificate,
    },
    Case {
        name: "certificate: policies",
        base: 1000,
        cap: 4000,
        make: |size| with_list(POLICIES, size, &sequence(&[oid("1.2.3.4")])),
        read: certificate,
    },
    Case {
        name: "certificate: other names of the subject",
        base: 1000,
        cap: 4000,
        make: |size| {
            let other = [oid("1.2.392.200149.8.5.5.9"), tlv(0xA0, &tlv(0x0C, b"a"))].concat();
            with_list(SUBJECT_ALT_NAME, size, &tlv(0xA0, &other))
        },
        read: certificate,
    },
    Case {
        name: "certificate: directories of revocations",
        base: 1000,
        cap: 4000,
        make: |size| {
            let directory = tlv(0xA0, &tlv(0xA0, &tlv(0xA4, &name("a", "b"))));
            with_list("2.5.29.31", size, &sequence(&[directory]))
        },
        read: certificate,
    },
    Case {
        name: "certificate: a number in place of a flag",
        base: 1000,
        cap: 4000,
        make: |size| with_list(BASIC_CONSTRAINTS, size, &tlv(0x02, &[1])),
        read: certificate,
    },
    Case {
        name: "certificate: nested elements",
        base: 2048,
        cap: Certificate::MAX_LENGTH,
        make: nested,
        read: certificate,
    },
    Case {
        name: "records: objects beside each other",
        base: 4096,
        cap: 64 * 1024,
        make: |size| [0x05, 0x00].repeat(size / 2),
        read: records,
    },
    Case {
        name: "records: objects in each other",
        base: 4096,
        cap: 64 * 1024,
        make: nested,
        read: records,
    },
    Case {
        name: "records: filler, and something behind it",
        base: 4096,
        cap: 64 * 1024,
        make: |size| [vec![0xFF; size - 1], vec![0x30]].concat(),
        read: records,
    },
    Case {
        name: "records: objects in the outer one of the face record",
        base: 4096,
        cap: 64 * 1024,
        make: |size| object(0xFF20, &object(0xDF25, &[0x42]).repeat((size - 8) / 4)),
        read: records,
    },
    Case {
        name: "short texts that are long",
        base: 4096,
        cap: 16 * MIB,
        make: |size| repeated("1.2", size, "", ".11"),
        read: short_texts,
    },
];
