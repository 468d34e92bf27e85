//! How far long work is: one line on standard error that is written over, and only where a person looks at a
//! terminal.

use std::io::{self, IsTerminal as _, Write};
use std::time::{Duration, Instant};

/// How often it is written at most.
const OFTEN: Duration = Duration::from_millis(200);

/// The line.
pub struct Progress {
    /// Nothing where nobody looks.
    out: Option<Box<dyn Write>>,
    written: Option<Instant>,
    /// How long the line is that stands there.
    width: usize,
}

impl Progress {
    /// On standard error, if it is a terminal.
    pub fn at_terminal() -> Self {
        let error = io::stderr();
        Self {
            out: error
                .is_terminal()
                .then(|| Box::new(error) as Box<dyn Write>),
            written: None,
            width: 0,
        }
    }

    /// Says how far it is; `text` is ASCII, so that its width is its length.
    pub fn say(&mut self, text: impl FnOnce() -> String) {
        let is_due = self.written.is_none_or(|last| last.elapsed() >= OFTEN);
        if let (Some(out), true) = (&mut self.out, is_due) {
            let text = text();
            // Nobody is helped by an error of this.
            let _ = write!(out, "\r{text:<width$}", width = self.width).and_then(|()| out.flush());
            self.width = text.len();
            self.written = Some(Instant::now());
        }
    }

    /// Takes the line away, before something else is written.
    pub fn clear(&mut self) {
        if let (Some(out), true) = (&mut self.out, self.width > 0) {
            let _ = write!(out, "\r{:width$}\r", "", width = self.width).and_then(|()| out.flush());
            self.width = 0;
            self.written = None;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Rc<RefCell<Vec<u8>>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_written_over_not_too_often_and_taken_away() {
        let screen = Screen::default();
        let mut progress = Progress {
            out: Some(Box::new(screen.clone())),
            written: None,
            width: 0,
        };
        progress.say(|| "10/100".to_owned());
        progress.say(|| panic!("too soon"));
        progress.written = None;
        progress.say(|| "9".to_owned());
        drop(progress);
        assert_eq!(screen.0.borrow().as_slice(), b"\r10/100\r9     \r \r");
    }

    #[test]
    fn nothing_is_written_where_nobody_looks() {
        let mut progress = Progress {
            out: None,
            written: None,
            width: 0,
        };
        progress.say(|| panic!("nobody looks"));
        progress.clear();
    }
}
