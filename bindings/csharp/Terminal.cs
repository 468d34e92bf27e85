// What belongs to the terminal beside the reader: its folder for results, and the end of its certificate.
using System;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>An examination of the folder into which the terminal writes its results.</summary>
    public sealed class Folder : Handle
    {
        private Folder(IntPtr made) { Take(made); }

        /// <summary>Blocks until the folder answers or the limit has passed; 0 for the default limits.</summary>
        public static Folder Examine(string path, uint limitMs = 0, ulong leastFree = 0)
        {
            byte[] bytes = Utf8.Bytes(path);
            IntPtr made;
            Status.Check(Mnr.mnr_folder_examine(bytes, Utf8.Length(bytes), limitMs, leastFree, out made));
            return new Folder(made);
        }

        public mnr_folder_facts Facts
        {
            get
            {
                mnr_folder_facts facts = mnr_folder_facts.New();
                Do(handle => Mnr.mnr_folder_read_facts(handle, ref facts));
                return facts;
            }
        }

        /// <summary>which: one of Mnr.MNR_FOLDER_TEXT_*.</summary>
        public string Words(int which)
        {
            return Text((IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) => Mnr.mnr_folder_text(handle, which, text, capacity, ref needed));
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_folder_free(handle) == Mnr.MNR_OK; }
    }

    public static class TerminalCertificate
    {
        /// <summary>Whether to warn today of the certificate's end; shown: the day of the last warning, or null.</summary>
        public static mnr_terminal_schedule ScheduleOn(DateTime last, DateTime day, DateTime? shown)
        {
            mnr_terminal_schedule schedule = mnr_terminal_schedule.New();
            mnr_date end = Days.Of(last), today = Days.Of(day), before = Days.Of(shown ?? day);
            Status.Check(shown.HasValue
                ? Mnr.mnr_terminal_schedule_on(ref end, ref today, ref before, ref schedule)
                : mnr_terminal_schedule_on(ref end, ref today, IntPtr.Zero, ref schedule));
            return schedule;
        }

        // The same function; a reference cannot be NULL, which stands for no warning before.
        [DllImport(Mnr.Library, CallingConvention = CallingConvention.Cdecl)]
        private static extern int mnr_terminal_schedule_on(ref mnr_date last, ref mnr_date today, IntPtr shown, ref mnr_terminal_schedule schedule);
    }
}
