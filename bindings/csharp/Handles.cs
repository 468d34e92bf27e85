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

        internal void Take(IntPtr made) { SetHandle(made); }
    }

    /// <summary>A link to a card. A desk that gets it owns it from then on.</summary>
    public sealed class Link : Handle
    {
        internal Link(IntPtr made) { Take(made); }

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

    /// <summary>The keys of the authorities that vouch for the photo on the chip.</summary>
    public sealed class Anchors : Handle
    {
        internal Anchors(IntPtr made) { Take(made); }

        /// <summary>From a file in TOML, as mnr_anchors_load takes it.</summary>
        public static Anchors Load(string toml)
        {
            byte[] bytes = Utf8.Bytes(toml);
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            Status.Check(Mnr.mnr_anchors_load(bytes, Utf8.Length(bytes), out made, ref detail), ref detail);
            return new Anchors(made);
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_anchors_free(handle) == Mnr.MNR_OK; }
    }
}
