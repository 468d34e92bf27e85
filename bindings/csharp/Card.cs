// The card alone, for programs that do not leave it to the desk.
using System;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>Where files and keys lie on the card. See mnr_profile_load.</summary>
    public sealed class Profile : Handle
    {
        private Profile(IntPtr made) { Take(made); }

        public static Profile Load(string toml)
        {
            byte[] bytes = Utf8.Bytes(toml);
            mnr_detail detail = mnr_detail.New();
            IntPtr made;
            Status.Check(Mnr.mnr_profile_load(bytes, Utf8.Length(bytes), out made, ref detail), ref detail);
            return new Profile(made);
        }

        /// <summary>The built-in profile as the text that Load reads: a starting point for your own.</summary>
        public static string BuiltIn { get { return Utf8.Of((byte[] text, UIntPtr capacity, ref UIntPtr needed) => Mnr.mnr_profile_toml(IntPtr.Zero, text, capacity, ref needed)); } }

        public string Toml { get { return Text(Mnr.mnr_profile_toml); } }

        protected override bool ReleaseHandle() { return Mnr.mnr_profile_free(handle) == Mnr.MNR_OK; }
    }

    /// <summary>
    /// One card, one thread at a time. End takes the power away from the chip and says whether that succeeded; Dispose takes
    /// it away too and says nothing. Where lastTry is asked for, a PIN of which one try is left is presented only with
    /// Mnr.MNR_LAST_TRY_ACCEPTED.
    /// </summary>
    public sealed class Card : Handle
    {
        private Card(IntPtr made) { Take(made); }

        /// <summary>The link belongs to the card from then on. profile: null for the built-in one.</summary>
        public static Card Open(Link link, Profile profile = null)
        {
            if (link == null) throw new ArgumentNullException("link");
            IntPtr made = IntPtr.Zero;
            link.Do(over => profile == null ? Mnr.mnr_card_open(over, out made) : profile.With(by => Mnr.mnr_card_open_with(over, by, out made)));
            link.Release();
            return new Card(made);
        }

        public mnr_identity Identify()
        {
            mnr_identity found = mnr_identity.New();
            Do(handle => Mnr.mnr_card_identify(handle, ref found));
            return found;
        }

        /// <summary>The tries left of a key, one of Mnr.MNR_KEY_*, or Mnr.MNR_TRIES_UNKNOWN.</summary>
        public int Tries(int key)
        {
            int tries = Mnr.MNR_TRIES_UNKNOWN;
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_card_tries(handle, key, ref tries, ref detail), ref detail);
            return tries;
        }

        /// <summary>pin: null for a card; an Android phone needs it.</summary>
        public Certificate ReadCertificate(Secret pin = null, int lastTry = Mnr.MNR_LAST_TRY_KEEP)
        {
            mnr_detail detail = mnr_detail.New();
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_card_read_certificate(handle, pin == null ? null : pin.Room, pin == null ? UIntPtr.Zero : (UIntPtr)(uint)pin.Length, lastTry, out made, ref detail), ref detail);
            return new Certificate(made);
        }

        /// <summary>The certificate of the authority that issued the card's.</summary>
        public Certificate ReadCaCertificate()
        {
            mnr_detail detail = mnr_detail.New();
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_card_read_ca_certificate(handle, out made, ref detail), ref detail);
            return new Certificate(made);
        }

        /// <summary>
        /// The signature certificate, which states personal data and which no check-in needs; its password is presented once,
        /// guarded like Verify.
        /// </summary>
        public Certificate ReadSignatureCertificate(Secret password, int lastTry = Mnr.MNR_LAST_TRY_KEEP)
        {
            mnr_detail detail = mnr_detail.New();
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_card_read_signature_certificate(handle, password.Room, (UIntPtr)(uint)password.Length, lastTry, out made, ref detail), ref detail);
            return new Certificate(made);
        }

        /// <summary>The certificate of the authority that issued it, which anybody may read.</summary>
        public Certificate ReadSignatureCaCertificate()
        {
            mnr_detail detail = mnr_detail.New();
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_card_read_signature_ca_certificate(handle, out made, ref detail), ref detail);
            return new Certificate(made);
        }

        /// <summary>Presents a PIN once. A KeyException says how many tries are left.</summary>
        public void Verify(int key, Secret secret, int lastTry = Mnr.MNR_LAST_TRY_KEEP)
        {
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_card_verify(handle, key, secret.Room, (UIntPtr)(uint)secret.Length, lastTry, ref detail), ref detail);
        }

        /// <summary>Presents a PIN once and signs once. scheme: one of Mnr.MNR_SCHEME_*.</summary>
        public byte[] Sign(int key, int scheme, byte[] data, Secret secret, int lastTry = Mnr.MNR_LAST_TRY_KEEP)
        {
            if (data == null) throw new ArgumentNullException("data");
            mnr_detail detail = mnr_detail.New();
            var signature = new byte[Mnr.MNR_SIGNATURE_MAX];
            UIntPtr needed = UIntPtr.Zero;
            GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
            try
            {
                mnr_signing signing = mnr_signing.New();
                signing.key = key;
                signing.scheme = scheme;
                signing.last_try = lastTry;
                signing.data = pinned.AddrOfPinnedObject();
                signing.data_length = Utf8.Length(data);
                signing.secret = secret.Pointer;
                signing.secret_length = (UIntPtr)(uint)secret.Length;
                Do(handle => Mnr.mnr_card_sign(handle, ref signing, signature, Utf8.Length(signature), ref needed, ref detail), ref detail);
            }
            finally
            {
                pinned.Free();
                GC.KeepAlive(secret);
            }
            Array.Resize(ref signature, (int)(uint)needed);
            return signature;
        }

        /// <summary>
        /// Presents code B once, where enough readings agree, and reads the face record. codes: readings of 14 digits each,
        /// one after the other; failed: the scans that did not give 14 digits; challenge: 32 random bytes, new for each call;
        /// agreeing, triesKept: 0 for the defaults. Nothing of the record can be read before Face.Verify.
        /// </summary>
        public Face ReadFace(Secret codes, byte[] challenge, int failed = 0, int agreeing = 0, int triesKept = 0)
        {
            if (challenge == null || challenge.Length != 32) throw new ArgumentException("a challenge has 32 bytes", "challenge");
            mnr_readings readings = mnr_readings.New();
            readings.codes = codes.Pointer;
            readings.count = (UIntPtr)(uint)codes.Readings;
            readings.failed = checked((UIntPtr)(uint)failed);
            readings.agreeing = checked((UIntPtr)(uint)agreeing);
            readings.tries_kept = triesKept;
            mnr_detail detail = mnr_detail.New();
            IntPtr made = IntPtr.Zero;
            Do(handle => Mnr.mnr_card_read_face(handle, ref readings, challenge, out made, ref detail), ref detail);
            GC.KeepAlive(codes);
            return new Face(made);
        }

        /// <summary>
        /// Changes a PIN or password, guarded like Verify: the current one is presented once. key: one of Mnr.MNR_KEY_*.
        /// </summary>
        public void Change(int key, Secret current, Secret replacement, int lastTry = Mnr.MNR_LAST_TRY_KEEP)
        {
            mnr_detail detail = mnr_detail.New();
            mnr_change change = mnr_change.New();
            change.key = key;
            change.last_try = lastTry;
            change.current = current.Pointer;
            change.current_length = (UIntPtr)(uint)current.Length;
            change.replacement = replacement.Pointer;
            change.replacement_length = (UIntPtr)(uint)replacement.Length;
            Do(handle => Mnr.mnr_card_change(handle, ref change, ref detail), ref detail);
            GC.KeepAlive(current);
            GC.KeepAlive(replacement);
        }

        /// <summary>Code B of what is printed: six digits of the birth date, the year of the last day, four digits.</summary>
        public static Secret CodeB(Secret birth, int expiryYear, Secret securityCode)
        {
            var code = new Secret(14);
            try
            {
                UIntPtr needed = UIntPtr.Zero;
                Status.Check(Mnr.mnr_code_b_from_printed(birth.Room, (UIntPtr)(uint)birth.Length, expiryYear, securityCode.Room, (UIntPtr)(uint)securityCode.Length, code.Room, Utf8.Length(code.Room), ref needed));
                code.Filled((int)(uint)needed);
                return code;
            }
            catch
            {
                code.Dispose();
                throw;
            }
        }

        /// <summary>A PIN that was accepted may stay verified on the chip: to end a session call End.</summary>
        public void Reset()
        {
            mnr_detail detail = mnr_detail.New();
            Do(handle => Mnr.mnr_card_reset(handle, ref detail), ref detail);
        }

        /// <summary>How many commands were sent.</summary>
        public uint Exchanges
        {
            get
            {
                uint exchanges = 0;
                Do(handle => Mnr.mnr_card_exchanges(handle, ref exchanges));
                return exchanges;
            }
        }

        /// <summary>Ends the patient's session. Where it throws, ask for the card to be taken away: what was unlocked may stay so.</summary>
        public void End()
        {
            mnr_detail detail = mnr_detail.New();
            int status = With(handle => Mnr.mnr_card_end(handle, ref detail));
            // Freed whatever it returned, but for these two.
            if (status != Mnr.MNR_ERROR_BUSY && status != Mnr.MNR_ERROR_HANDLE) SetHandleAsInvalid();
            Status.Check(status, ref detail);
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_card_free(handle) == Mnr.MNR_OK; }
    }
}
