// Rules, words, pages and reader models.
using System;
using System.Collections.Generic;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>Rules and words. Where a function takes a book, null stands for the built-in one.</summary>
    public sealed class Book : Handle
    {
        internal Book(IntPtr made) { Take(made); }

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

        /// <summary>What to say and do about a code; which: one of Mnr.MNR_TEXT_*. Guidance.Of has more of it.</summary>
        public static string Guide(Book book, uint maker, uint number, mnr_situation situation, string language, int which)
        {
            using (Guidance guidance = Guidance.Of(book, maker, number, situation, language)) return guidance.Words(which);
        }

        /// <summary>The tags of the languages that it has.</summary>
        public static IList<string> Languages(Book book)
        {
            UIntPtr count = UIntPtr.Zero;
            Status.Check(With(book, handle => Mnr.mnr_book_language_count(handle, ref count)));
            var tags = new List<string>();
            for (uint index = 0; index < (uint)count; index++)
            {
                uint at = index;
                tags.Add(Of(book, (IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                    Mnr.mnr_book_language_at(handle, (UIntPtr)at, text, capacity, ref needed)));
            }
            return tags;
        }

        /// <summary>A text by its number, for the program's own screens.</summary>
        public static string Text(Book book, uint number, string language, uint readerModel = 0)
        {
            byte[] tag = Utf8.Bytes(language);
            return Of(book, (IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                Mnr.mnr_book_text(handle, number, tag, Utf8.Length(tag), readerModel, text, capacity, ref needed));
        }

        /// <summary>A leaflet or form as HTML for A4 paper; page: one of Mnr.MNR_LEAFLET_* or MNR_FORM_*. phone: null for none.</summary>
        public static string Page(Book book, int page, string language, string facility, string phone, DateTime day, uint readerModel = 0)
        {
            byte[] tag = Utf8.Bytes(language), name = Utf8.Bytes(facility), call = phone == null ? null : Utf8.Bytes(phone);
            mnr_date on = Days.Of(day);
            return Of(book, (IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                Mnr.mnr_page_html(handle, page, tag, Utf8.Length(tag), name, Utf8.Length(name), call, call == null ? UIntPtr.Zero : Utf8.Length(call),
                    readerModel, ref on, text, capacity, ref needed));
        }

        /// <summary>How old the rules are, and whether to warn.</summary>
        public static mnr_rules_status Age(Book book, DateTime day)
        {
            mnr_rules_status found = mnr_rules_status.New();
            mnr_date on = Days.Of(day);
            Status.Check(With(book, handle => Mnr.mnr_book_age(handle, ref on, ref found)));
            return found;
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_book_free(handle) == Mnr.MNR_OK; }

        internal delegate int Fill(IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed);

        internal static int With(Book book, Work work) { return book == null ? work(IntPtr.Zero) : book.With(work); }

        internal static string Of(Book book, Fill fill)
        {
            return book != null ? book.Text((IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) => fill(handle, text, capacity, ref needed))
                : Utf8.Of((byte[] text, UIntPtr capacity, ref UIntPtr needed) => fill(IntPtr.Zero, text, capacity, ref needed));
        }
    }

    /// <summary>The reader models that a book knows.</summary>
    public static class Models
    {
        public static IList<mnr_model> All(Book book)
        {
            UIntPtr count = UIntPtr.Zero;
            Status.Check(Book.With(book, handle => Mnr.mnr_model_count(handle, ref count)));
            var models = new List<mnr_model>();
            for (uint index = 0; index < (uint)count; index++)
            {
                uint at = index;
                mnr_model model = mnr_model.New();
                Status.Check(Book.With(book, handle => Mnr.mnr_model_at(handle, (UIntPtr)at, ref model)));
                models.Add(model);
            }
            return models;
        }

        /// <summary>Its name, out of the structure.</summary>
        public static string Name(mnr_model model) { return Utf8.UpToNul(model.name); }

        /// <summary>The number of a model by its name, however that is written; 0 where the book does not know it.</summary>
        public static uint Find(Book book, string name)
        {
            byte[] bytes = Utf8.Bytes(name);
            uint number = 0;
            int status = Book.With(book, handle => Mnr.mnr_model_find(handle, bytes, Utf8.Length(bytes), ref number));
            if (status == Mnr.MNR_ERROR_NOT_FOUND) return 0;
            Status.Check(status);
            return number;
        }

        /// <summary>feature: one of Mnr.MNR_FEATURE_*.</summary>
        public static mnr_model_fact Fact(Book book, uint number, int feature)
        {
            mnr_model_fact fact = mnr_model_fact.New();
            Status.Check(Book.With(book, handle => Mnr.mnr_model_read_fact(handle, number, feature, ref fact)));
            return fact;
        }

        /// <summary>See mnr_model_text.</summary>
        public static string Text(Book book, uint number, int feature, uint note, string language)
        {
            byte[] tag = Utf8.Bytes(language);
            return Book.Of(book, (IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                Mnr.mnr_model_text(handle, number, feature, note, tag, Utf8.Length(tag), text, capacity, ref needed));
        }
    }
}
