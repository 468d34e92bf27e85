// The library's handles as SafeHandles: each is freed once, and never while a call is at work with it.
using System;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    public abstract class Handle : SafeHandle
    {
        protected Handle() : base(IntPtr.Zero, true) { }

        public override bool IsInvalid { get { return handle == IntPtr.Zero; } }

        internal delegate int Work(IntPtr handle);

        /// <summary>The status of a call with the handle. Disposing of it meanwhile frees it after the call.</summary>
        internal int With(Work work)
        {
            bool held = false;
            try
            {
                DangerousAddRef(ref held);
                return work(handle);
            }
            finally
            {
                if (held) DangerousRelease();
            }
        }

        internal void Do(Work work) { Status.Check(With(work)); }

        internal void Do(Work work, ref mnr_detail detail)
        {
            int status = With(work);
            Status.Check(status, ref detail);
        }

        internal delegate int TextOf(IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed);

        /// <summary>A text of the handle's.</summary>
        internal string Text(TextOf fill)
        {
            return Utf8.Of((byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
            {
                UIntPtr size = needed;
                int status = With(handle => fill(handle, text, capacity, ref size));
                needed = size;
                return status;
            });
        }

        internal void Take(IntPtr made) { SetHandle(made); }
    }

    /// <summary>A link to a card. A card or a desk that gets it owns it from then on.</summary>
    public sealed class Link : Handle
    {
        // The shortest room that Transmit of the library takes.
        private const int AnswerRoom = 65535;

        internal Link(IntPtr made) { Take(made); }

        /// <summary>Over a maker's own driver. flags: a sum of Mnr.MNR_LINK_*; the longest command and answer: 0 for what the flags allow.</summary>
        public static Link Open(Driver driver, uint flags, uint longestCommand = 0, uint longestAnswer = 0)
        {
            return Driver.Open(driver, flags, longestCommand, longestAnswer);
        }

        /// <summary>A maker's own command, sent once, before a card is opened; the answer with the status word.</summary>
        public byte[] Transmit(byte[] command, uint limitMs)
        {
            if (command == null) throw new ArgumentNullException("command");
            mnr_detail detail = mnr_detail.New();
            UIntPtr needed = UIntPtr.Zero;
            using (var room = new Pinned(AnswerRoom))
            {
                Do(handle => Mnr.mnr_link_transmit(handle, command, Utf8.Length(command), limitMs, room.Bytes, Utf8.Length(room.Bytes), ref needed, ref detail), ref detail);
                var answer = new byte[checked((int)(uint)needed)];
                Array.Copy(room.Bytes, answer, answer.Length);
                return answer;
            }
        }

        /// <summary>Resets the card (warm). Nothing that was verified before is presented anew.</summary>
        public void Reset()
        {
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_link_reset(handle, ref detail), ref detail);
        }

        /// <summary>Takes the power or the field away from the card.</summary>
        public void PowerDown()
        {
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_link_power_down(handle, ref detail), ref detail);
        }

        /// <summary>Gives it away: what is here is empty afterwards and frees nothing.</summary>
        internal IntPtr Release()
        {
            if (IsClosed || IsInvalid) throw new ObjectDisposedException("Link");
            IntPtr given = handle;
            SetHandleAsInvalid();
            return given;
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_link_free(handle) == Mnr.MNR_OK; }
    }
}
