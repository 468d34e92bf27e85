// The library as a whole, and its words.
using System;
using Mynareader.Native;

namespace Mynareader
{
    public static class Library
    {
        public static string Version { get { return Utf8.At(Mnr.mnr_version()); } }

        /// <summary>Names of numbers, such as Name(Mnr.MNR_NAME_OUTCOME, ...); for logs.</summary>
        public static string Name(int kind, int value) { return Utf8.At(Mnr.mnr_name(kind, value)); }

        /// <summary>Before the program ends: cards that are in use lose their power. See mnr_shutdown.</summary>
        public static void Shutdown(uint limitMs) { Status.Check(Mnr.mnr_shutdown(limitMs)); }
    }

    /// <summary>Rules and words. Where null is taken, it stands for the built-in ones.</summary>
    public sealed class Book : Handle
    {
        // As long as mnr_situation.language; with another length it would not be marshalled.
        private const int LanguageRoom = 12;

        private Book(IntPtr made) { Take(made); }

        public static Book Load(string toml, bool amend)
        {
            byte[] bytes = Utf8.Bytes(toml);
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            Status.Check(Mnr.mnr_book_load(bytes, Utf8.Length(bytes), amend ? 1 : 0, out made, ref detail), ref detail);
            return new Book(made);
        }

        /// <summary>The words of an action on a screen; which: one of Mnr.MNR_WORDS_*. Empty for an action without.</summary>
        public static string Words(Book book, mnr_action action, int which, string language, uint readerModel)
        {
            byte[] tag = Utf8.Bytes(language);
            return Utf8.Of((byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
            {
                UIntPtr size = needed;
                int status = With(book, handle => Mnr.mnr_action_words(handle, ref action, which, tag, Utf8.Length(tag), readerModel, text, capacity, ref size));
                // An action without words is none of the caller's faults.
                needed = status == Mnr.MNR_ERROR_NOT_FOUND ? UIntPtr.Zero : size;
                return status == Mnr.MNR_ERROR_NOT_FOUND ? Mnr.MNR_OK : status;
            });
        }

        /// <summary>What to say and do about a code; which: one of Mnr.MNR_TEXT_*.</summary>
        public static string Guide(Book book, uint maker, uint number, mnr_situation situation, string language, int which)
        {
            byte[] tag = Utf8.Bytes(language);
            // A new array: the caller's stays as it was.
            situation.language = new byte[LanguageRoom];
            if (tag.Length >= situation.language.Length) throw new ArgumentException("no language has so long a tag", "language");
            tag.CopyTo(situation.language, 0);
            IntPtr guidance = IntPtr.Zero;
            Status.Check(With(book, handle => Mnr.mnr_guide(handle, maker, number, ref situation, out guidance)));
            try
            {
                return Utf8.Of((byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                    Mnr.mnr_guidance_text(guidance, which, text, capacity, ref needed));
            }
            finally
            {
                Mnr.mnr_guidance_free(guidance);
            }
        }

        private static int With(Book book, Work work) { return book == null ? work(IntPtr.Zero) : book.With(work); }

        protected override bool ReleaseHandle() { return Mnr.mnr_book_free(handle) == Mnr.MNR_OK; }
    }
}
