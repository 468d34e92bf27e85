// The face record of a card, with the photo.
using System;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>Nothing of it can be read before Verify succeeded.</summary>
    public sealed class Face : Handle
    {
        internal Face(IntPtr made) { Take(made); }

        private delegate int View(IntPtr handle, out IntPtr data, ref UIntPtr length);

        /// <summary>Whether the record may be used; its hierarchy, one of Mnr.MNR_HIERARCHY_*. untraced: one of Mnr.MNR_UNTRACED_*.</summary>
        public int Verify(Anchors anchors, bool acceptTest = false, int untraced = Mnr.MNR_UNTRACED_REFUSE)
        {
            if (anchors == null) throw new ArgumentNullException("anchors");
            int hierarchy = Mnr.MNR_HIERARCHY_UNTRACED;
            mnr_detail detail = mnr_detail.New();
            Do(handle => anchors.With(keys => Mnr.mnr_face_verify(handle, keys, acceptTest ? 1 : 0, untraced, ref hierarchy, ref detail)), ref detail);
            return hierarchy;
        }

        /// <summary>For a log: what the chip's two proofs gave, as statuses. A forged chip gives both; only Verify decides.</summary>
        public void Proof(out int signature, out int presence)
        {
            int signed = 0, present = 0;
            Do(handle => Mnr.mnr_face_proof(handle, ref signed, ref present));
            signature = signed;
            presence = present;
        }

        public mnr_face_facts Facts
        {
            get
            {
                mnr_face_facts facts = mnr_face_facts.New();
                Do(handle => Mnr.mnr_face_read_facts(handle, ref facts));
                return facts;
            }
        }

        /// <summary>JPEG 2000; a copy that is yours. Wipe it with Array.Clear after use. The library's own goes with Dispose.</summary>
        public byte[] Photo() { return Copy(Mnr.mnr_face_photo); }
        /// <summary>The name as a picture; as Photo.</summary>
        public byte[] NameImage() { return Copy(Mnr.mnr_face_name_image); }
        /// <summary>The address as a picture; as Photo.</summary>
        public byte[] AddressImage() { return Copy(Mnr.mnr_face_address_image); }

        private byte[] Copy(View view)
        {
            byte[] copy = null;
            Do(handle =>
            {
                IntPtr data;
                UIntPtr length = UIntPtr.Zero;
                int status = view(handle, out data, ref length);
                if (status == Mnr.MNR_OK) copy = Utf8.Copied(data, length);
                return status;
            });
            return copy;
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_face_free(handle) == Mnr.MNR_OK; }
    }
}
