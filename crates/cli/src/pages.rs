//! Manual pages and completions for shells, made from the arguments themselves, so that they cannot differ.
//!
//! ```sh
//! mynareader pages man --out /usr/share/man/man1
//! mynareader pages completions bash > /etc/bash_completion.d/mynareader
//! ```

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Command, Parser, Subcommand};
use clap_complete::Shell;

/// Manual pages, and completions for shells.
#[derive(Parser)]
#[command(name = "pages")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Write a manual page for the program and for each command
    Man {
        /// The folder that they go to; it must exist
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Does what the arguments ask for, for a program of these arguments.
pub fn main(args: &Args, program: Command) -> ExitCode {
    let written = match &args.what {
        What::Man { out } => man(out, program),
        What::Completions { shell } => completions(*shell, program),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pages: {error}");
            ExitCode::FAILURE
        }
    }
}

fn man(folder: &Path, program: Command) -> io::Result<()> {
    // Named as a person types it, `mynareader doctor`, in a file `mynareader-doctor.1`.
    let mut program = program.disable_help_subcommand(true);
    program.build();
    write_page(folder, &program)
}

fn write_page(folder: &Path, command: &Command) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut page = Vec::new();
    // Without a date and a source: the same arguments give the same bytes.
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    let path = folder.join(format!("{name}.1"));
    std::fs::write(&path, page)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    for inner in command.get_subcommands() {
        write_page(folder, inner)?;
    }
    Ok(())
}

fn completions(shell: Shell, mut program: Command) -> io::Result<()> {
    let mut script = Vec::new();
    let name = program.get_name().to_owned();
    clap_complete::generate(shell, &mut program, name, &mut script);
    match io::stdout().write_all(&script) {
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
