// Card readers over PC/SC.
using System;
using System.Collections.Generic;
using Mynareader.Native;

namespace Mynareader
{
    public sealed class Reader : Handle
    {
        private Reader(IntPtr made) { Take(made); }

        /// <summary>The names of the readers that are plugged in, exact, also outside the code page.</summary>
        public static IList<string> Names()
        {
            mnr_detail detail = mnr_detail.New();
            IntPtr readers;
            Status.Check(Mnr.mnr_readers_list(out readers, ref detail), ref detail);
            try
            {
                UIntPtr count = UIntPtr.Zero;
                Status.Check(Mnr.mnr_readers_count(readers, ref count));
                var names = new List<string>();
                for (uint index = 0; index < (uint)count; index++)
                {
                    uint at = index;
                    names.Add(Utf8.Of((byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                        Mnr.mnr_readers_name(readers, (UIntPtr)at, text, capacity, ref needed)));
                }
                return names;
            }
            finally
            {
                Mnr.mnr_readers_free(readers);
            }
        }

        public static Reader Open(string name)
        {
            byte[] bytes = Utf8.Bytes(name);
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            Status.Check(Mnr.mnr_reader_open(bytes, Utf8.Length(bytes), out made, ref detail), ref detail);
            return new Reader(made);
        }

        public bool HasCard
        {
            get
            {
                int present = 0;
                mnr_detail detail = mnr_detail.New();
                Do(handle => Mnr.mnr_reader_has_card(handle, ref present, ref detail), ref detail);
                return present != 0;
            }
        }

        /// <summary>How long Connect waits for another program that holds the card.</summary>
        public void SetSharingPatience(uint patienceMs) { Do(handle => Mnr.mnr_reader_set_sharing_patience(handle, patienceMs)); }

        /// <summary>Waits for a card. False at the limit; Mnr.MNR_NO_LIMIT waits without one.</summary>
        public bool WaitForCard(uint limitMs)
        {
            mnr_detail detail = mnr_detail.New();
            return Came(With(handle => Mnr.mnr_reader_wait_for_card(handle, limitMs, ref detail)), ref detail);
        }

        /// <summary>Waits until no card is there. False at the limit.</summary>
        public bool WaitForRemoval(uint limitMs)
        {
            mnr_detail detail = mnr_detail.New();
            return Came(With(handle => Mnr.mnr_reader_wait_for_removal(handle, limitMs, ref detail)), ref detail);
        }

        /// <summary>Ends a wait from another thread; it throws MNR_ERROR_CANCELLED there.</summary>
        public void Cancel() { Do(handle => Mnr.mnr_reader_cancel(handle)); }

        public Link Connect()
        {
            mnr_detail detail = mnr_detail.New();
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_reader_connect(handle, out made, ref detail), ref detail);
            return new Link(made);
        }

        private static bool Came(int status, ref mnr_detail detail)
        {
            if (status == Mnr.MNR_ERROR_TIME_LIMIT) return false;
            Status.Check(status, ref detail);
            return true;
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_reader_free(handle) == Mnr.MNR_OK; }
    }
}
