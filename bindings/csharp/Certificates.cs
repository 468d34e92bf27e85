// Certificates, and the authorities that vouch for them.
using System;
using Mynareader.Native;

namespace Mynareader
{
    public sealed class Certificate : Handle
    {
        internal Certificate(IntPtr made) { Take(made); }

        public static Certificate Parse(byte[] der)
        {
            if (der == null) throw new ArgumentNullException("der");
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            Status.Check(Mnr.mnr_certificate_parse(der, Utf8.Length(der), out made, ref detail), ref detail);
            return new Certificate(made);
        }

        public byte[] Der
        {
            get
            {
                byte[] copy = null;
                Do(handle =>
                {
                    IntPtr data;
                    UIntPtr length = UIntPtr.Zero;
                    int status = Mnr.mnr_certificate_der(handle, out data, ref length);
                    if (status == Mnr.MNR_OK) copy = Utf8.Copied(data, length);
                    return status;
                });
                return copy;
            }
        }

        /// <summary>It names the patient's certificate: not for a log.</summary>
        public string Serial { get { return Text(Mnr.mnr_certificate_serial); } }

        /// <summary>Whether it holds on a day; token, grace, revocation: of Mnr.MNR_TOKEN_*, MNR_GRACE_*, MNR_REVOCATION_*.</summary>
        public mnr_assessment Assess(DateTime day, int token = Mnr.MNR_TOKEN_CARD, int grace = Mnr.MNR_GRACE_END_OF_MONTH, int revocation = Mnr.MNR_REVOCATION_UNKNOWN)
        {
            mnr_assessment found = mnr_assessment.New();
            mnr_date on = Days.Of(day);
            Do(handle => Mnr.mnr_certificate_assess(handle, ref on, token, grace, revocation, ref found));
            return found;
        }

        /// <summary>What its key is for: a sum of Mnr.MNR_USAGE_*.</summary>
        public uint Usage
        {
            get
            {
                uint usage = 0;
                Do(handle => Mnr.mnr_certificate_usage(handle, ref usage));
                return usage;
            }
        }

        /// <summary>
        /// Personal data that it states, in UTF-8: which of Mnr.MNR_PERSONAL_*. No check-in needs it. Dispose of it after use;
        /// a string of it could not be wiped.
        /// </summary>
        public Secret PersonalData(int which)
        {
            UIntPtr needed = UIntPtr.Zero;
            int status = With(handle => Mnr.mnr_certificate_personal_data(handle, which, null, UIntPtr.Zero, ref needed));
            if (status != Mnr.MNR_ERROR_BUFFER) Status.Check(status);
            var data = new Secret(checked((int)(uint)needed));
            try
            {
                Do(handle => Mnr.mnr_certificate_personal_data(handle, which, data.Room, Utf8.Length(data.Room), ref needed));
                data.Filled((int)(uint)needed - 1);
                return data;
            }
            catch
            {
                data.Dispose();
                throw;
            }
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_certificate_free(handle) == Mnr.MNR_OK; }
    }

    /// <summary>The keys of the authorities that vouch for certificates, and for the photo on the chip.</summary>
    public sealed class Anchors : Handle
    {
        internal Anchors(IntPtr made) { Take(made); }

        /// <summary>Without any key.</summary>
        public static Anchors Empty()
        {
            IntPtr made;
            Status.Check(Mnr.mnr_anchors_new(out made));
            return new Anchors(made);
        }

        /// <summary>From a file in TOML, as mnr_anchors_load takes it.</summary>
        public static Anchors Load(string toml)
        {
            byte[] bytes = Utf8.Bytes(toml);
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            Status.Check(Mnr.mnr_anchors_load(bytes, Utf8.Length(bytes), out made, ref detail), ref detail);
            return new Anchors(made);
        }

        /// <summary>hierarchy: Mnr.MNR_HIERARCHY_PRODUCTION or _TEST.</summary>
        public void AddDer(byte[] der, int hierarchy)
        {
            if (der == null) throw new ArgumentNullException("der");
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_anchors_add_der(handle, der, Utf8.Length(der), hierarchy, ref detail), ref detail);
        }

        /// <summary>All root certificates of a text, or none; how many there were.</summary>
        public int AddPem(string pem, int hierarchy)
        {
            byte[] bytes = Utf8.Bytes(pem);
            UIntPtr added = UIntPtr.Zero;
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_anchors_add_pem(handle, bytes, Utf8.Length(bytes), hierarchy, ref added, ref detail), ref detail);
            return checked((int)(uint)added);
        }

        /// <summary>The hierarchy that a certificate belongs to. A CertificateException where it belongs to none.</summary>
        public int Verify(Certificate certificate, bool acceptTest = false)
        {
            if (certificate == null) throw new ArgumentNullException("certificate");
            int hierarchy = Mnr.MNR_HIERARCHY_UNTRACED;
            mnr_detail detail = mnr_detail.New();
            Do(handle => certificate.With(which => Mnr.mnr_anchors_verify(handle, which, acceptTest ? 1 : 0, ref hierarchy, ref detail)), ref detail);
            return hierarchy;
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_anchors_free(handle) == Mnr.MNR_OK; }
    }
}
