// The virtual card of mynareader_sim, for development and rehearsal. Not in a program for a counter.
#if MNR_SIM
using System;
using Mynareader.Native;

namespace Mynareader
{
    public sealed class SimCard : Handle
    {
        private SimCard(IntPtr made) { Take(made); }

        public static SimCard New(string persona, DateTime day)
        {
            byte[] name = Utf8.Bytes(persona);
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            var placed = new mnr_date { year = day.Year, month = day.Month, day = day.Day };
            Status.Check(Mnr.mnr_sim_card_new(name, Utf8.Length(name), ref placed, out made, ref detail), ref detail);
            return new SimCard(made);
        }

        public Link Link()
        {
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_sim_card_link(handle, out made));
            return new Link(made);
        }

        /// <summary>The right value of a key, one of Mnr.MNR_KEY_*.</summary>
        public Secret Secret(int key)
        {
            var secret = new Secret(64);
            try
            {
                UIntPtr needed = UIntPtr.Zero;
                Do(handle => Mnr.mnr_sim_card_secret(handle, key, secret.Room, Utf8.Length(secret.Room), ref needed));
                secret.Filled((int)(uint)needed - 1);
                return secret;
            }
            catch
            {
                secret.Dispose();
                throw;
            }
        }

        /// <summary>The tries left in the chip's memory.</summary>
        public int Tries(int key)
        {
            int tries = 0;
            Do(handle => Mnr.mnr_sim_card_tries(handle, key, ref tries));
            return tries;
        }

        /// <summary>The authority of the virtual cards; right for nothing else.</summary>
        public static Anchors Anchors()
        {
            IntPtr made;
            Status.Check(Mnr.mnr_sim_anchors(out made));
            return new Anchors(made);
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_sim_card_free(handle) == Mnr.MNR_OK; }
    }
}
#endif
