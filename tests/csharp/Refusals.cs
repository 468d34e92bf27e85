// What the C# classes refuse, how, and that nothing stays behind. Ends with 1 where something is not as it should be.
using System;
using System.Threading;
using Mynareader;
using Mynareader.Native;

internal sealed class Quiet : Devices
{
    internal SimCard Card;
    internal Desk Desk;
    internal Exception Throws;
    internal bool Disposes, NoLink;
    internal int Orders, Codes;
    internal uint Code;
    internal readonly ManualResetEventSlim Began = new ManualResetEventSlim();

    public override Link Connect()
    {
        if (NoLink) return null;
        return Card.Link();
    }

    public override void Order(mnr_action action, mnr_situation? situation)
    {
        Orders++;
        Began.Set();
        // So that a delegate that nothing holds would be gone at the next call.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (action.kind == Mnr.MNR_ACTION_ADVISE)
        {
            Codes++;
            Code = action.code_number;
            Desk.Stop();
        }
        if (Throws != null) throw Throws;
        if (Disposes) Desk.Dispose();
    }

    public override void Request(mnr_action action, mnr_material? material) { }
}

internal sealed class Refusals : Checks
{
    private static Desk Made(Quiet devices)
    {
        devices.Desk = Desk.Make(devices, mnr_reception_config.New(), null, mnr_desk_options.New());
        return devices.Desk;
    }

    private static int Main()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        ulong before = Library.HandlesAlive;
        Refused<StateException>("a persona that does not exist", Mnr.MNR_ERROR_NOT_FOUND, () => SimCard.New("誰でもない", Day));
        Say("half a surrogate pair is no text", Throws<ArgumentException>(() => SimCard.New("a\ud800", Day)));
        Refused<DataException>("anchors that are no TOML", Mnr.MNR_ERROR_DATA_FILE, () => Anchors.Load("「"));
        Refused<DataException>("a book that is no TOML", Mnr.MNR_ERROR_DATA_FILE, () => Book.Load("「", true));
        string words = Book.Guide(null, 0, 4, Situation(), "ja", Mnr.MNR_TEXT_PATIENT);
        Say("Japanese words come whole: " + words, words.EndsWith("。", StringComparison.Ordinal));
        Say("a language tag that is too long", Throws<ArgumentException>(() => Book.Guide(null, 0, 4, Situation(), "ja-that-is-too-long", Mnr.MNR_TEXT_PATIENT)));
        mnr_reception_config wrong = mnr_reception_config.New();
        wrong.mode = 12345;
        Refused<CallException>("a mode that does not exist", Mnr.MNR_ERROR_ARGUMENT, () => Desk.Make(new Quiet(), wrong, null, mnr_desk_options.New()));

        using (SimCard card = SimCard.New("adult", Day))
        {
            using (Secret pin = card.Secret(Mnr.MNR_KEY_AUTHENTICATION_PIN))
                Say("a secret does not print itself", pin.Length == 4 && pin.ToString() == "Mynareader.Secret");
            Refused<CallException>("a key that does not exist", Mnr.MNR_ERROR_ARGUMENT, () => card.Secret(77));
            Link link = card.Link();
            Say("the tries are whole", card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 3);
            link.Dispose();
            link.Dispose();

            // An exception of a device ends the run and arrives as it was.
            var devices = new Quiet { Card = card, Throws = new InvalidOperationException("the screen is broken") };
            using (Desk desk = Made(devices))
            {
                string said = "";
                try { desk.Run(); }
                catch (InvalidOperationException why) { said = why.Message; }
                Say("an exception of a device comes out of Run", said == "the screen is broken" && devices.Orders == 1);
                Refused<StateException>("a desk that was stopped", Mnr.MNR_ERROR_STATE, () => desk.CardPlaced(Day));
            }

            // No link: the patient gets a code, and no program ends.
            devices = new Quiet { Card = card, NoLink = true };
            using (Desk desk = Made(devices))
            {
                desk.CardPlaced(Day);
                desk.Run();
                Say("no link to the card becomes code " + devices.Code.ToString("000"), devices.Codes == 1);
            }

            // Disposed of from another thread while it runs, and from inside.
            devices = new Quiet { Card = card };
            Desk running = Made(devices);
            Exception thrown = null;
            var thread = new Thread(() => { try { running.Run(); } catch (Exception why) { thrown = why; } });
            thread.Start();
            Say("it runs", devices.Began.Wait(20000));
            Refused<StateException>("a second thread that runs it", Mnr.MNR_ERROR_BUSY, () => running.Run());
            Refused<ReceptionException>("an answer that nobody asked for", Mnr.MNR_ERROR_NOTHING_ASKED, Unasked);
            running.Dispose();
            Say("Dispose ends a desk that runs", thread.Join(20000) && thrown == null);
            Say("what was disposed of is refused", Throws<ObjectDisposedException>(() => running.Stop()));
            devices = new Quiet { Card = card, Disposes = true };
            Made(devices).Run();
            Say("Dispose from inside a device", devices.Orders == 1);

            // The detail record, and the classes -3xx and -5xx.
            try { WrongPin(card); }
            catch (KeyException why)
            {
                Say("a wrong PIN, with the tries left: " + why.Message, why.Status == Mnr.MNR_ERROR_SECRET_WRONG && why.TriesLeft == 2 && card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 2);
            }
            Say("one try was used", card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 2);
            card.Do(handle => Mnr.mnr_sim_card_take_away(handle));
            try { WrongPin(card); Say("no card, and a PIN went out", false); }
            catch (LinkException why) { Say("no card: " + why.Message, card.Tries(Mnr.MNR_KEY_AUTHENTICATION_PIN) == 2); }
            Say("only the card is left", Library.HandlesAlive == before + 1);
        }
        Say("no handle is left", Library.HandlesAlive == before);

        var gone = new Secret(4);
        gone.Add(1);
        gone.Dispose();
        Say("a secret that was wiped is refused", Throws<ObjectDisposedException>(() => gone.Add(2)));
        var full = new Secret(1);
        full.Add(1);
        Say("a secret that is full is refused", Throws<InvalidOperationException>(() => full.Add(2)));
        full.Dispose();
        Library.Shutdown(1000);
        return Closing();
    }

    private static void WrongPin(SimCard from)
    {
        using (Card card = Card.Open(from.Link()))
        using (Secret right = from.Secret(Mnr.MNR_KEY_AUTHENTICATION_PIN))
        using (Secret wrong = Wrong(right))
            card.Verify(Mnr.MNR_KEY_AUTHENTICATION_PIN, wrong);
    }

    // A status of the class -8xx.
    private static void Unasked()
    {
        using (Reception reception = Reception.Make(mnr_reception_config.New()))
            reception.Answer(1, new mnr_number { station = 1 }, Mnr.mnr_answer_notice_read(Mnr.MNR_ACTOR_PATIENT));
    }
}
