//! Makes, signs and checks packages of guidance for readers in the field. See `--help` and
//! `docs/packages.md`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args as Group, Parser, Subcommand};
use ed25519_dalek::{Signer as _, SigningKey};
use mynareader::calendar::Date;
use mynareader::package::{
    Contents, Draft, MAX_PACKAGE, Manifest, Origin, PublicKey, SIGNATURE_LENGTH, Shelf,
};
use mynareader_console::{self as console, Failure};
use zeroize::Zeroizing;

/// Make, sign and check packages of guidance: rules, words and leaflets for readers in the field.
#[derive(Parser)]
#[command(name = "package", max_term_width = 100, after_help = AFTER_HELP)]
pub struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make a new key: the private one in a file that only its owner reads, the public one on the screen
    Key {
        /// Where to write the private key; an existing file is left as it is
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Make a package of a file of guidance, and sign it
    Make(Make),
    /// Check a package as a reader would, and say what is in it
    Check(Check),
}

#[derive(Group)]
struct Make {
    /// The guidance (TOML), as docs/guidance-data.md describes it
    #[arg(long, value_name = "FILE")]
    data: PathBuf,

    /// The guidance is a whole book, and not a change to the built-in one
    #[arg(long)]
    whole: bool,

    /// The package's version; higher than that of every package before
    #[arg(long, value_name = "N")]
    version: u64,

    /// The day of issue in Japan [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    issued: Option<Date>,

    /// The last day for which you vouch for the guidance
    #[arg(long, value_name = "YYYY-MM-DD")]
    expires: Date,

    /// Sign with this private key, of "package key"
    #[arg(long, value_name = "FILE", conflicts_with_all = ["public", "signature"])]
    key: Option<PathBuf>,

    /// For a key that is kept elsewhere: write the bytes to be signed, and stop
    #[arg(long, value_name = "FILE", conflicts_with_all = ["key", "public", "signature", "out"])]
    bytes: Option<PathBuf>,

    /// For a key that is kept elsewhere: its public key, in 64 hexadecimal digits
    #[arg(long, value_name = "HEX", requires = "signature")]
    public: Option<PublicKey>,

    /// For a key that is kept elsewhere: the signature of these bytes, 64 bytes as they are
    #[arg(long, value_name = "FILE", requires = "public")]
    signature: Option<PathBuf>,

    /// Where to write the package
    #[arg(long, value_name = "FILE", required_unless_present = "bytes")]
    out: Option<PathBuf>,
}

#[derive(Group)]
struct Check {
    /// The package
    package: PathBuf,

    /// A public key that may sign, in 64 hexadecimal digits; may be given more than once
    #[arg(long, value_name = "HEX", required = true)]
    public: Vec<PublicKey>,

    /// The highest version that was accepted before
    #[arg(long, value_name = "N", default_value_t = 0)]
    accepted: u64,

    /// The day in Japan [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

const AFTER_HELP: &str = "Examples:\n  mynareader package key --out rules.key\n  \
mynareader package make --data rules.toml --version 12 --expires 2027-12-01 --key rules.key --out rules.package\n  \
mynareader package check rules.package --public 3d40…660c --accepted 11\n\nExit status: 0 done, 1 a file was \
refused or could not be read or written, 2 bad arguments.";

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("package: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Failure> {
    match &args.task {
        Task::Key { out } => key(out),
        Task::Make(args) => make(args),
        Task::Check(args) => check(args),
    }
}

fn at<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> Failure {
    move |error| format!("{}: {error}", path.display()).into()
}

fn key(out: &Path) -> Result<(), Failure> {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *seed)?;
    let signer = SigningKey::from_bytes(&seed);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(out).map_err(at(out))?;
    file.write_all(&*seed)
        .and_then(|()| file.sync_all())
        .map_err(at(out))?;
    writeln!(io::stdout(), "{}", public(&signer)?)?;
    Ok(())
}

fn public(signer: &SigningKey) -> Result<PublicKey, Failure> {
    Ok(PublicKey::from_bytes(&signer.verifying_key().to_bytes())?)
}

/// The private key of a file: 32 bytes as they are.
fn signer(path: &Path) -> Result<SigningKey, Failure> {
    let mut seed = Zeroizing::new([0; 33]);
    let mut file = File::open(path).map_err(at(path))?;
    let mut length = 0;
    loop {
        let room = seed.get_mut(length..).unwrap_or_default();
        match file.read(room).map_err(at(path))? {
            0 => break,
            more => length += more,
        }
    }
    match (length, seed.first_chunk::<32>()) {
        (32, Some(seed)) => Ok(SigningKey::from_bytes(seed)),
        _ => Err(at(path)("this is no private key: it must have 32 bytes")),
    }
}

fn make(args: &Make) -> Result<(), Failure> {
    let toml = fs::read_to_string(&args.data).map_err(at(&args.data))?;
    let issued = console::day_or_today(args.issued)?;
    let manifest = Manifest {
        version: args.version,
        issued,
        expires: args.expires,
        contents: if args.whole {
            Contents::Whole
        } else {
            Contents::Amendment
        },
    };
    let draft = Draft::new(manifest, &toml).map_err(at(&args.data))?;
    if let Some(path) = &args.bytes {
        return fs::write(path, draft.bytes()).map_err(at(path));
    }
    let (public, signature) = match (&args.key, args.public, &args.signature) {
        (Some(path), ..) => {
            let signer = signer(path)?;
            (public(&signer)?, signer.sign(draft.bytes()).to_bytes())
        }
        (None, Some(public), Some(path)) => {
            let bytes = fs::read(path).map_err(at(path))?;
            let signature: Result<[u8; SIGNATURE_LENGTH], _> = bytes.try_into();
            let wrong = "a signature has 64 bytes";
            (public, signature.map_err(|_| at(path)(wrong))?)
        }
        _ => return Err("say who signs: --key, or --public and --signature, or --bytes".into()),
    };
    let package = draft.signed(public, &signature)?;
    if let Some(out) = &args.out {
        fs::write(out, package).map_err(at(out))?;
    }
    Ok(())
}

fn check(args: &Check) -> Result<(), Failure> {
    let path = &args.package;
    let mut package = Vec::new();
    // One byte more than any package has, so that a larger file is refused as such.
    let most = u64::try_from(MAX_PACKAGE)?.saturating_add(1);
    let file = File::open(path).map_err(at(path))?;
    file.take(most)
        .read_to_end(&mut package)
        .map_err(at(path))?;
    let today = console::day_or_today(args.date)?;
    let mut shelf = Shelf::new(&args.public, args.accepted)?;
    let accepted = shelf.load(&package, today).map_err(at(path))?;
    let status = shelf.status(today);
    let mut out = io::stdout().lock();
    if let Origin::Package { manifest, key } = status.origin {
        writeln!(out, "signed by   {key}")?;
        writeln!(out, "issued      {}", manifest.issued)?;
        writeln!(out, "expires     {}", manifest.expires)?;
    }
    writeln!(out, "edition     {}", shelf.book().edition())?;
    writeln!(out, "known up to {}", status.age.known_up_to)?;
    writeln!(out, "warn from   {}", status.age.warn_from)?;
    if status.age.has_expired {
        writeln!(out, "It has expired and stays in force; make a newer one.")?;
    }
    writeln!(out, "store as accepted: {accepted}")?;
    Ok(())
}
