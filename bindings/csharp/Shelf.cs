// Packages of guidance for readers in the field.
using System;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>The guidance in force, and the public keys of who may sign packages of it.</summary>
    public sealed class Shelf : Handle
    {
        private Shelf(IntPtr made) { Take(made); }

        /// <summary>keys: Mnr.MNR_PACKAGE_KEY_LENGTH bytes each, one after the other; accepted: what Load gave and was stored, 0 for none.</summary>
        public static Shelf Make(byte[] keys, ulong accepted)
        {
            if (keys == null) throw new ArgumentNullException("keys");
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            // Without keys the library is told so, and takes files without a signature.
            Status.Check(Mnr.mnr_shelf_new(keys.Length == 0 ? null : keys, Utf8.Length(keys), accepted, out made, ref detail), ref detail);
            return new Shelf(made);
        }

        /// <summary>Takes a signed package; the highest version accepted so far, which is to be stored for Make.</summary>
        public ulong Load(byte[] package, DateTime day)
        {
            if (package == null) throw new ArgumentNullException("package");
            ulong accepted = 0;
            mnr_detail detail = mnr_detail.New();
            mnr_date on = Days.Of(day);
            Do(handle => Mnr.mnr_shelf_load(handle, package, Utf8.Length(package), ref on, ref accepted, ref detail), ref detail);
            return accepted;
        }

        /// <summary>Takes a file without a signature, where the shelf has no keys.</summary>
        public void LoadUnsigned(string toml, bool amend)
        {
            byte[] bytes = Utf8.Bytes(toml);
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_shelf_load_unsigned(handle, bytes, Utf8.Length(bytes), amend ? 1 : 0, ref detail), ref detail);
        }

        /// <summary>The book in force; it stays as it is when another package is taken later.</summary>
        public Book Book()
        {
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_shelf_book(handle, out made));
            return new Book(made);
        }

        /// <summary>What is in force, how old it is, and whether to warn.</summary>
        public mnr_rules_status Standing(DateTime day)
        {
            mnr_rules_status found = mnr_rules_status.New();
            mnr_date on = Days.Of(day);
            Do(handle => Mnr.mnr_shelf_status(handle, ref on, ref found));
            return found;
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_shelf_free(handle) == Mnr.MNR_OK; }
    }
}
