// What the C# classes give, one after the other: driver, card, face, certificates, reception, book, guidance, shelf,
// folder, log. Ends with 1 where something is not as it should be.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Mynareader;
using Mynareader.Native;

/// <summary>A maker's driver: it passes everything on to a virtual card, and keeps what a driver must not keep.</summary>
internal sealed class Relay : Driver
{
    internal Link To;
    internal Exception Throws;
    internal byte[] KeptCommand, KeptResponse;
    internal int Commands, Powered, Released;

    public override int Transmit(byte[] command, byte[] response, uint limitMs)
    {
        Commands++;
        KeptCommand = command;
        KeptResponse = response;
        // So that a delegate that nothing holds would be gone at the next command.
        GC.Collect();
        if (Throws != null) throw Throws;
        byte[] answer = To.Transmit(command, limitMs);
        answer.CopyTo(response, 0);
        return answer.Length;
    }

    public override void Reset() { }
    public override void PowerDown() { Powered++; }
    public override void Release() { Released++; }
}

internal sealed class Classes : Checks
{
    private static int Main()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        ulong before = Library.HandlesAlive;
        Say("version and source: " + Library.Version + ", " + Library.Source, Library.Version.Length > 0 && Library.Source.Length > 0);
        Say("the simulation is built in", (Library.Features & Mnr.MNR_FEATURE_SIMULATION) != 0);
        var lines = new List<string>();
        Library.Log((level, text) => { lock (lines) lines.Add(text); throw new InvalidOperationException("the log is full"); }, Mnr.MNR_LOG_TRACE);
        using (SimCard sim = SimCard.New("adult", Day))
        {
            TheCard(sim);
            TheDriver(sim);
            TheLink(sim);
            TheReception(sim);
        }
        Library.Log(null, Mnr.MNR_LOG_ERROR);
        int logged = lines.Count;
        using (SimCard sim = SimCard.New("adult", Day)) using (Card card = Card.Open(sim.Link())) card.Identify();
        Say("the log has " + logged + " lines, and none once it is off", logged > 0 && lines.Count == logged);
        TheWords();
        TheShelf();
        TheTerminal();
        Say("no handle is left", Library.HandlesAlive == before);
        Library.Shutdown(1000);
        return Closing();
    }

    private static void TheCard(SimCard sim)
    {
        Refused<DataException>("a profile that is no TOML", Mnr.MNR_ERROR_DATA_FILE, () => Profile.Load("「"));
        using (Profile profile = Profile.Load(Profile.BuiltIn))
        using (Anchors anchors = SimCard.Anchors())
        using (Secret pin = sim.Secret(Mnr.MNR_KEY_AUTHENTICATION_PIN), code = sim.Secret(Mnr.MNR_KEY_CODE_B))
        {
            Say("a profile gives its text back", profile.Toml == Profile.BuiltIn);
            Link link = sim.Link();
            using (Card card = Card.Open(link, profile))
            {
                Say("the link belongs to the card", link.IsClosed || link.IsInvalid);
                mnr_identity identity = card.Identify();
                Say("it is a card, with three tries", identity.token == Mnr.MNR_TOKEN_CARD && identity.pin_tries == 3 && card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 3);
                using (Certificate certificate = card.ReadCertificate())
                {
                    byte[] der = certificate.Der;
                    Say("the certificate, " + der.Length + " bytes", der.Length > 500 && certificate.Serial.Length > 0);
                    Say("it is valid today", certificate.Assess(Day).state == Mnr.MNR_CERTIFICATE_VALID);
                    Say("its authority is one of test cards", anchors.Verify(certificate, true) == Mnr.MNR_HIERARCHY_TEST);
                    Refused<CertificateException>("a test card at a counter", Mnr.MNR_ERROR_UNTRUSTED, () => anchors.Verify(certificate));
                    using (Certificate again = Certificate.Parse(der)) Say("parsed again", again.Serial == certificate.Serial);
                    using (Certificate authority = card.ReadCaCertificate())
                    using (Anchors own = Anchors.Empty())
                    {
                        Refused<CertificateException>("no anchors at all", Mnr.MNR_ERROR_UNTRUSTED, () => own.Verify(certificate, true));
                        own.AddDer(authority.Der, Mnr.MNR_HIERARCHY_TEST);
                        Say("its authority, by DER", own.Verify(certificate, true) == Mnr.MNR_HIERARCHY_TEST);
                        using (Anchors text = Anchors.Empty())
                        {
                            string pem = "-----BEGIN CERTIFICATE-----\n" + Convert.ToBase64String(authority.Der, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "") + "\n-----END CERTIFICATE-----\n";
                            Say("and by PEM", text.AddPem(pem, Mnr.MNR_HIERARCHY_TEST) == 1 && text.Verify(certificate, true) == Mnr.MNR_HIERARCHY_TEST);
                        }
                    }
                }
                Refused<CertificateException>("no certificate", Mnr.MNR_ERROR_CERTIFICATE, () => Certificate.Parse(new byte[] { 0x30, 0 }));
                using (Certificate certificate = card.ReadCertificate())
                    Say("its key is for signatures", (certificate.Usage & Mnr.MNR_USAGE_DIGITAL_SIGNATURE) != 0);
                using (Certificate authority = card.ReadSignatureCaCertificate()) Say("the signature's authority", authority.Der.Length > 500);
                using (Secret password = sim.Secret(Mnr.MNR_KEY_SIGNATURE_PASSWORD))
                using (Certificate signing = card.ReadSignatureCertificate(password))
                using (Secret birth = signing.PersonalData(Mnr.MNR_PERSONAL_BIRTH))
                    Say("eight digits of a birth date, to be wiped", birth.Length == 8);
                using (Secret other = Wrong(pin))
                {
                    card.Change(Mnr.MNR_KEY_AUTHENTICATION_PIN, pin, other);
                    Refused<KeyException>("the PIN before", Mnr.MNR_ERROR_SECRET_WRONG, () => card.Verify(Mnr.MNR_KEY_AUTHENTICATION_PIN, pin));
                    card.Change(Mnr.MNR_KEY_AUTHENTICATION_PIN, other, pin);
                    Say("changed, and changed back", card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 3);
                }

                byte[] signature = card.Sign(Mnr.MNR_KEY_AUTHENTICATION_PIN, Mnr.MNR_SCHEME_DIGEST, new byte[32], pin);
                Say("a signature of " + signature.Length + " bytes", signature.Length == 256 && signature.Any(value => value != 0));
                card.Verify(Mnr.MNR_KEY_AUTHENTICATION_PIN, pin);
                Say("one more than nothing was sent", card.Exchanges > 5);
                Say("a challenge that is too short", Throws<ArgumentException>(() => card.ReadFace(code, new byte[31])));
                using (var looks = new Secret(2 * code.Length))
                {
                    looks.Add(code);
                    looks.Add(code);
                    using (Face face = card.ReadFace(looks, Challenge()))
                    {
                        Refused<StateException>("the photo before it was proved", Mnr.MNR_ERROR_STATE, () => face.Photo());
                        Refused<CertificateException>("the record of a test card at a counter", Mnr.MNR_ERROR_UNTRUSTED, () => face.Verify(anchors));
                        Say("the record is one of test cards", face.Verify(anchors, true) == Mnr.MNR_HIERARCHY_TEST);
                        int signed, present;
                        face.Proof(out signed, out present);
                        Say("both proofs", signed == Mnr.MNR_OK && present == Mnr.MNR_OK);
                        byte[] photo = face.Photo();
                        Say("a photo of " + photo.Length + " bytes", photo.Length > 1000 && face.Facts.photo_width > 0);
                        Say("name and address", face.NameImage().Length > 0 && face.AddressImage().Length > 0);
                    }
                    using (Secret wrong = Wrong(code))
                    using (var differ = new Secret(28))
                    {
                        differ.Add(code);
                        differ.Add(wrong);
                        Refused<KeyException>("readings that disagree", Mnr.MNR_ERROR_READINGS_DISAGREE, () => card.ReadFace(differ, Challenge()));
                        Say("no try was used", sim.Tries(Mnr.MNR_KEY_CODE_B) == 10);
                    }
                }
                card.Reset();
                card.End();
                Say("a card that ended is closed", Throws<ObjectDisposedException>(() => card.Identify()));
            }
        }
        using (var birth = new Secret(6)) using (var security = new Secret(4))
        {
            foreach (char digit in "550203") birth.Add((byte)digit);
            foreach (char digit in "1234") security.Add((byte)digit);
            using (Secret code = Card.CodeB(birth, 2033, security)) Say("code B has 14 digits", code.Length == 14);
        }
    }

    private static void TheDriver(SimCard sim)
    {
        var relay = new Relay { To = sim.Link() };
        using (relay.To)
        using (Secret pin = sim.Secret(Mnr.MNR_KEY_AUTHENTICATION_PIN))
        {
            using (Card card = Card.Open(Link.Open(relay, Mnr.MNR_LINK_EXTENDED)))
            {
                card.Verify(Mnr.MNR_KEY_AUTHENTICATION_PIN, pin);
                Say("a PIN went over a driver in C#, " + relay.Commands + " commands", relay.Commands > 0 && relay.Thrown == null);
                Say("what the driver kept is wiped", relay.KeptCommand.All(value => value == 0) && relay.KeptResponse.All(value => value == 0));
                int powered = relay.Powered;
                card.End();
                Say("the power was taken", relay.Powered > powered && relay.Released == 1);
            }
            // What a driver throws is a failure of the link, and whether something was sent is kept.
            using (Card card = Card.Open(Link.Open(relay, Mnr.MNR_LINK_EXTENDED)))
            {
                relay.Throws = new DriverFailure(Mnr.MNR_ERROR_CARD_REMOVED, false, 77);
                try { card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN); Say("a driver that fails", false); }
                catch (LinkException why) { Say("a driver that fails: " + why.Message, why.Status == Mnr.MNR_ERROR_CARD_REMOVED && !why.MayHaveBeenSent && relay.Thrown == null); }
            }
            relay.Throws = null;
            using (Card card = Card.Open(Link.Open(relay, Mnr.MNR_LINK_EXTENDED)))
            {
                int sent = relay.Commands;
                relay.Throws = new IndexOutOfRangeException("a defect");
                try { card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN); Say("a driver with a defect", false); }
                catch (LinkException why) { Say("a driver with a defect: " + why.Message, why.Status == Mnr.MNR_ERROR_DRIVER && why.MayHaveBeenSent && relay.Thrown is IndexOutOfRangeException); }
                Say("nothing was sent twice", relay.Commands == sent + 1);
                relay.Throws = null;
            }
            Say("the tries are whole", sim.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 3);
        }
        Say("a driver is released once for each link", relay.Released == 3);
        Refused<CallException>("flags that do not exist", Mnr.MNR_ERROR_ARGUMENT, () => Link.Open(new Relay(), 1u << 30));
        // What the library let go is collected. Not every one: mono takes what is left on a stack for a reference.
        List<WeakReference> gone = Forgotten(sim);
        for (int round = 0; round < 20 && gone.Any(one => one.IsAlive); round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Say("drivers that were released are collected, " + gone.Count(one => !one.IsAlive) + " of " + gone.Count, gone.Count(one => one.IsAlive) <= 2);
    }

    private static List<WeakReference> Forgotten(SimCard sim)
    {
        var made = new List<WeakReference>();
        var thread = new Thread(() =>
        {
            for (int index = 0; index < 20; index++)
            {
                var relay = new Relay { To = sim.Link() };
                using (relay.To) Link.Open(relay, Mnr.MNR_LINK_EXTENDED).Dispose();
                made.Add(new WeakReference(relay));
            }
        });
        thread.Start();
        thread.Join();
        return made;
    }

    /// <summary>A check-in by PIN: the reception asks, the card signs.</summary>
    private static void TheReception(SimCard sim)
    {
        mnr_reception_config config = mnr_reception_config.New();
        using (Reception reception = Reception.Make(config))
        using (Card card = Card.Open(sim.Link()))
        using (Secret pin = sim.Secret(Mnr.MNR_KEY_AUTHENTICATION_PIN))
        {
            ulong now = 1;
            int outcome = 0;
            Say("no journal before the first check-in, and no limit", reception.Journal == null);
            Say("it is idle: " + reception.StateName, reception.StateName.Length > 0 && reception.Mode == Mnr.MNR_MODE_UNATTENDED);
            Say("a phone may be offered while it is idle", reception.PhoneOffer == Mnr.MNR_OFFER_OPEN);
            reception.NextActions();
            reception.CardPlaced(now, Day);
            Refused<ReceptionException>("an answer that nobody asked for", Mnr.MNR_ERROR_FOREIGN_NUMBER, () => reception.Answer(now, new mnr_number { station = 1 }, Mnr.mnr_answer_notice_read(Mnr.MNR_ACTOR_PATIENT)));
            Say("it has a limit", reception.Deadline > now);
            for (int turn = 0; turn < 40 && reception.Journal == null; turn++)
            {
                IList<mnr_action> actions = reception.NextActions();
                foreach (mnr_action action in actions)
                {
                    if (action.kind == Mnr.MNR_ACTION_SHOW && action.detail == Mnr.MNR_SCREEN_ENDED) outcome = action.outcome;
                    if (action.is_request != 0) Carry(reception, now, action, card, pin);
                }
                now += 10;
                if (actions.All(action => action.is_request == 0)) reception.CardRemoved(now);
            }
            foreach (mnr_action action in reception.NextActions())
                if (action.kind == Mnr.MNR_ACTION_SHOW && action.detail == Mnr.MNR_SCREEN_ENDED) outcome = action.outcome;
            string journal = reception.Journal ?? "";
            Say("a check-in by PIN at the reception alone: " + Library.Name(Mnr.MNR_NAME_OUTCOME, outcome), journal.Contains("\"pin\"") && Library.Name(Mnr.MNR_NAME_OUTCOME, outcome) == "admitted");
            Refused<StateException>("no situation without a code", Mnr.MNR_ERROR_NOT_FOUND, () => reception.Situation());
        }
        // What was seen becomes a code.
        using (Reception reception = Reception.Make(config))
        {
            ulong now = Reception.Now;
            mnr_symptom symptom = Symptom();
            reception.CardPlaced(now, Day);
            mnr_action asked = reception.NextActions().Last(action => action.is_request != 0);
            reception.AnswerSymptom(now, asked.number, symptom, Mnr.MNR_ACTOR_READER);
            Code code = Code.Of(symptom);
            Say("a symptom becomes a code", reception.NextActions().Any(action => action.kind == Mnr.MNR_ACTION_ADVISE && action.code_number == code.Number && action.code_maker == code.Maker));
            Say("its situation", reception.Situation().mode == reception.Mode && reception.Situation().year == Day.Year);
            reception.Tick(now + 1);
            reception.CardRemoved(now + 2);
        }
    }

    private static void Carry(Reception reception, ulong now, mnr_action action, Card card, Secret pin)
    {
        mnr_answer answer;
        switch (action.kind)
        {
            case Mnr.MNR_ACTION_IDENTIFY_CARD:
                mnr_identity identity = card.Identify();
                mnr_card_facts facts = mnr_card_facts.New();
                facts.token = identity.token;
                facts.pin_tries = identity.pin_tries;
                facts.code_b_tries = card.Tries(Mnr.MNR_KEY_CODE_B);
                facts.certificate = Mnr.MNR_CERTIFICATE_VALID;
                facts.card_expiry_year = identity.expiry_year;
                facts.card_expiry_month = identity.expiry_month;
                facts.card_expiry_day = identity.expiry_day;
                reception.AnswerIdentified(now, action.number, facts);
                return;
            case Mnr.MNR_ACTION_CHOOSE_METHOD: answer = Mnr.mnr_answer_method(Mnr.MNR_METHOD_PIN, Mnr.MNR_ACTOR_PATIENT); break;
            case Mnr.MNR_ACTION_ENTER_PIN: answer = Mnr.mnr_answer_pin_entered(Mnr.MNR_ACTOR_PATIENT); break;
            case Mnr.MNR_ACTION_OBTAIN_CHALLENGE: answer = Mnr.mnr_answer_challenge_obtained(Mnr.MNR_ACTOR_TERMINAL); break;
            case Mnr.MNR_ACTION_VERIFY_PIN:
                card.Sign(Mnr.MNR_KEY_AUTHENTICATION_PIN, Mnr.MNR_SCHEME_DIGEST, new byte[32], pin);
                answer = Mnr.mnr_answer_pin_verified();
                break;
            case Mnr.MNR_ACTION_AUTHENTICATE: answer = Mnr.mnr_answer_authenticated(1, Mnr.MNR_ACTOR_CENTRE); break;
            case Mnr.MNR_ACTION_REACQUIRE_CARD: answer = Mnr.mnr_answer_reacquired(1); break;
            case Mnr.MNR_ACTION_QUERY_ELIGIBILITY: answer = Mnr.mnr_answer_eligibility(Mnr.MNR_ELIGIBILITY_VALID, Mnr.MNR_ACTOR_CENTRE); break;
            case Mnr.MNR_ACTION_SHOW_NOTICE: answer = Mnr.mnr_answer_notice_read(Mnr.MNR_ACTOR_PATIENT); break;
            case Mnr.MNR_ACTION_ASK_CONSENT: answer = Mnr.mnr_answer_consented(action.consents, Mnr.MNR_ACTOR_PATIENT); break;
            case Mnr.MNR_ACTION_DELIVER: answer = Mnr.mnr_answer_delivered(Mnr.MNR_ACTOR_TERMINAL); break;
            default: throw new InvalidOperationException("an action " + action.kind + " that this check-in does not have");
        }
        reception.Answer(now, action.number, answer);
    }

    private static void TheWords()
    {
        IList<string> languages = Book.Languages(null);
        Say("languages: " + string.Join(" ", languages), languages.Contains("ja") && languages.Contains("en"));
        string page = Book.Page(null, Mnr.MNR_LEAFLET_PIN_RESET, "ja", "山田医院", null, Day);
        Say("a leaflet names the clinic", page.Contains("山田医院") && page.TrimEnd().EndsWith("</html>", StringComparison.Ordinal));
        Refused<CallException>("a leaflet that does not exist", Mnr.MNR_ERROR_ARGUMENT, () => Book.Page(null, 77, "ja", "山田医院", null, Day));
        IList<mnr_model> models = Models.All(null);
        Say("models: " + models.Count, models.Count > 2 && models.All(model => Models.Find(null, Models.Name(model)) == model.number));
        Say("a model that nobody knows", Models.Find(null, "none") == 0);
        Say("a feature of a model", Models.Fact(null, models[0].number, Mnr.MNR_FEATURE_SECOND_GENERATION).mark >= 0);
        using (Guidance guidance = Guidance.Of(null, 0, 101, Situation(), "ja"))
        {
            IList<GuidanceItem> staff = guidance.Items(Mnr.MNR_LIST_STAFF);
            IList<NextStep> steps = guidance.NextSteps();
            Say("guidance: " + guidance.Words(Mnr.MNR_TEXT_TITLE), guidance.Words(Mnr.MNR_TEXT_TITLE).Length > 0);
            Say("what the staff does, " + staff.Count + " lines", staff.Count > 0 && staff.All(item => item.Words.Length > 0));
            Say("next steps, " + steps.Count, steps.Count == guidance.Facts.next_steps && steps.Count > 0 && steps.All(step => step.Name.Length > 0) && steps.Select(step => step.Facts.step).Distinct().Count() == steps.Count);
        }
        Refused<StateException>("a text that does not exist", Mnr.MNR_ERROR_NOT_FOUND, () => Book.Text(null, 999999, "ja"));
        Say("the book's age", Book.Age(null, Day).known_up_to_year >= 2026);
    }

    private static void TheLink(SimCard sim)
    {
        using (Link link = sim.Link())
        {
            link.Reset();
            Say("a link that was reset answers", link.Transmit(new byte[] { 0x00, 0xA4, 0x00, 0x00 }, 1000).Length >= 2);
            link.PowerDown();
        }
        using (var statistics = new Statistics())
        {
            Say("nothing is counted yet", statistics.Json.Contains("\"check_ins\":0"));
            Say("a line that is no journal", Throws<MynareaderException>(() => statistics.Add("no journal")) && statistics.Json.Contains("\"check_ins\":0"));
        }
    }

    private static void TheShelf()
    {
        // tests/c/shelf.c says how it was made.
        const string package = "mynareader-package 1 8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c 6dd33b82b13a83550199afab4bfed0fd1c69e02474a7aab3c96146092bb54ce6b18037ce366a644679401616b70d75ad0735ff5454e8bf4a307ce3d137174701 149\n" +
            "mynareader-guidance 1\nversion 7\nissued 2090-01-01\nexpires 2099-12-31\ncontents amendment\n\nschema = 1\nedition = \"far ahead\"\nknown-up-to = \"2090-01-01\"\n";
        byte[] key = Enumerable.Range(0, 32).Select(index => Convert.ToByte("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c".Substring(2 * index, 2), 16)).ToArray();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(package);
        var then = new DateTime(2091, 1, 1);
        using (Shelf shelf = Shelf.Make(key, 6))
        {
            using (Book before = shelf.Book())
            {
                Say("a package is taken", shelf.Load(bytes, then) == 7 && shelf.Standing(then).version == 7);
                Say("a book stays what it was", Book.Age(before, then).expires_year == 0);
            }
            bytes[bytes.Length - 3] ^= 1;
            Refused<DataException>("a package that was changed", Mnr.MNR_ERROR_SIGNATURE, () => shelf.Load(bytes, then));
            Refused<DataException>("a file without a signature, where there are keys", Mnr.MNR_ERROR_UNSIGNED, () => shelf.LoadUnsigned("schema = 1\n", true));
            using (Book now = shelf.Book()) Say("what was in force stays", Book.Age(now, then).expires_year == 2099 && Book.Languages(now).Contains("ja"));
        }
        using (Shelf shelf = Shelf.Make(new byte[0], 0))
        {
            shelf.LoadUnsigned("schema = 1\nedition = \"tried out\"\n", true);
            Say("a file without a signature, where there are none", shelf.Standing(Day).origin == Mnr.MNR_ORIGIN_UNSIGNED);
        }
    }

    private static void TheTerminal()
    {
        string path = Path.Combine(Path.GetTempPath(), "結果-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(path);
        try
        {
            using (Folder folder = Folder.Examine(path, 0, 1))
                Say("a folder with a Japanese name: " + folder.Words(Mnr.MNR_FOLDER_TEXT_ENGLISH), folder.Facts.usable == 1 && folder.Words(Mnr.MNR_FOLDER_TEXT_JAPANESE).Length > 0 && Directory.GetFileSystemEntries(path).Length == 0);
        }
        finally
        {
            Directory.Delete(path, true);
        }
        using (Folder folder = Folder.Examine(path)) Say("a folder that is gone", folder.Facts.usable == 0 && folder.Facts.finding == Mnr.MNR_FOLDER_MISSING);
        mnr_terminal_schedule schedule = TerminalCertificate.ScheduleOn(new DateTime(2026, 12, 31), new DateTime(2026, 10, 2), null);
        Say("90 days before the end there is a warning", schedule.show == 1 && schedule.days == 90);
    }

    private static mnr_symptom Symptom()
    {
        mnr_symptom symptom = mnr_symptom.New();
        symptom.step = Mnr.MNR_STEP_IDENTIFY;
        symptom.token = Mnr.MNR_TOKEN_CARD;
        symptom.happened = Mnr.MNR_HAPPENED_LINK;
        symptom.value = Mnr.MNR_LINK_FAILURE_MUTE;
        symptom.second = 0x80100066L;
        return symptom;
    }

    private static byte[] Challenge()
    {
        var challenge = new byte[32];
        using (var random = System.Security.Cryptography.RandomNumberGenerator.Create()) random.GetBytes(challenge);
        return challenge;
    }
}
