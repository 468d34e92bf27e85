// The library as a whole.
using System;
using Mynareader.Native;

namespace Mynareader
{
    public static class Library
    {
        public static string Version { get { return Utf8.At(Mnr.mnr_version()); } }

        /// <summary>The commit that it was built from.</summary>
        public static string Source { get { return Utf8.At(Mnr.mnr_source_id()); } }

        /// <summary>What is built in: a sum of Mnr.MNR_FEATURE_PCSC and MNR_FEATURE_SIMULATION.</summary>
        public static uint Features { get { return Mnr.mnr_features(); } }

        /// <summary>How many handles are open; for tests.</summary>
        public static ulong HandlesAlive
        {
            get
            {
                UIntPtr handles = UIntPtr.Zero;
                Status.Check(Mnr.mnr_handles_alive(ref handles));
                return (ulong)handles;
            }
        }

        /// <summary>Names of numbers, such as Name(Mnr.MNR_NAME_OUTCOME, ...); for logs.</summary>
        public static string Name(int kind, int value) { return Utf8.At(Mnr.mnr_name(kind, value)); }

        /// <summary>Before the program ends: cards that are in use lose their power. See mnr_shutdown.</summary>
        public static void Shutdown(uint limitMs) { Status.Check(Mnr.mnr_shutdown(limitMs)); }

        // Alive as long as the program; the writer behind it changes.
        private static readonly mnr_set_log_write OnLog = Wrote;
        private static volatile Action<int, string> writer;

        /// <summary>
        /// The log of the whole process; null turns it off. It never has a PIN, a name or a number in it. It may run in any
        /// thread, one call at a time; what it throws is dropped. level: the highest wanted, one of Mnr.MNR_LOG_*.
        /// </summary>
        public static void Log(Action<int, string> write, int level)
        {
            // Off first: when that returns, the writer before is not running and is not called again.
            Status.Check(Mnr.mnr_set_log(IntPtr.Zero, null, level));
            writer = write;
            if (write != null) Status.Check(Mnr.mnr_set_log(IntPtr.Zero, OnLog, level));
        }

        private static void Wrote(IntPtr user, int level, IntPtr text)
        {
            try { writer(level, Utf8.At(text)); }
            catch (Exception) { }
        }
    }
}
