// Journals added up.
using System;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>What failed how often, from the lines of journals as a desk or a reception gives them. One thread at a time.</summary>
    public sealed class Statistics : Handle
    {
        public Statistics()
        {
            IntPtr made;
            Status.Check(Mnr.mnr_statistics_new(out made));
            Take(made);
        }

        /// <summary>Adds the line of one check-in. One that is no journal is refused and counts nothing.</summary>
        public void Add(string line)
        {
            byte[] bytes = Utf8.Bytes(line);
            Do(handle => Mnr.mnr_statistics_add(handle, bytes, Utf8.Length(bytes)));
        }

        /// <summary>One JSON object.</summary>
        public string Json { get { return Text(Mnr.mnr_statistics_json); } }

        protected override bool ReleaseHandle() { return Mnr.mnr_statistics_free(handle) == Mnr.MNR_OK; }
    }
}
