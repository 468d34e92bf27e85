// A whole check-in in C#, as examples/c/checkin.c has it: a card is placed, the patient shows who they are, the centre
// is asked, the card is taken. It runs with the virtual card of mynareader_sim:
//
//     mcs -d:MNR_SIM bindings/csharp/*.cs examples/csharp/CheckIn.cs -out:CheckIn.exe
//     mono CheckIn.exe [PERSONA [face|pin|staff]]     for example: mono CheckIn.exe adult pin
//
// With a real reader Connect returns reader.Connect(), and a thread waits with reader.WaitForCard and calls
// desk.CardPlaced(). Screens belong to their own thread: hand orders over to it (in WPF with Dispatcher.BeginInvoke).
using System;
using Mynareader;
using Mynareader.Native;

internal sealed class Counter : Devices
{
    private const string Passcode = "rosemary"; // the facility's, for the check by sight
    private readonly SimCard placed;            // the card that lies on the reader
    private int wanted;                         // the method that this patient would like
    private bool keepsLastTry;                  // they do not want to enter the PIN any more

    internal Counter(SimCard placed, int wanted)
    {
        this.placed = placed;
        this.wanted = wanted;
        Outcome = Mnr.MNR_OUTCOME_NONE;
    }

    internal Desk Desk;
    internal int Outcome { get; private set; }

    public override Link Connect() { return placed.Link(); }

    // What needs no answer: the screens, the staff's side, the sounds.
    public override void Order(mnr_action action, mnr_situation? situation)
    {
        string words = Book.Words(null, action, Mnr.MNR_WORDS_MAIN, "ja", 0);
        if (words.Length != 0) Console.WriteLine("{0,-8} {1}", Library.Name(Mnr.MNR_NAME_ACTION, action.kind), words);
        if (action.kind == Mnr.MNR_ACTION_ADVISE && situation.HasValue)
            Console.WriteLine("code {0:000} {1}", action.code_number,
                Book.Guide(null, action.code_maker, action.code_number, situation.Value, "ja", Mnr.MNR_TEXT_PATIENT));
        if (action.kind == Mnr.MNR_ACTION_PROMPT_REMOVAL) Desk.CardRemoved(); // the patient takes it: the sensor says so
        if (action.kind != Mnr.MNR_ACTION_SHOW) return;
        if (action.detail == Mnr.MNR_SCREEN_ENDED) Outcome = action.outcome;
        // Back at the beginning: a real reader goes on, this example has seen enough.
        if (action.detail == Mnr.MNR_SCREEN_WELCOME && Outcome != Mnr.MNR_OUTCOME_NONE) Desk.Stop();
    }

    private bool IsOpen(mnr_action action, int method)
    {
        return (method == Mnr.MNR_METHOD_FACE && action.offer_face == Mnr.MNR_OFFER_OPEN) ||
            (method == Mnr.MNR_METHOD_PIN && action.offer_pin == Mnr.MNR_OFFER_OPEN && !keepsLastTry) ||
            (method == Mnr.MNR_METHOD_STAFF && action.offer_staff == Mnr.MNR_OFFER_OPEN);
    }

    // Here every device answers at once; a real one answers later, from its own thread, with the same call.
    public override void Request(mnr_action action, mnr_material? material)
    {
        switch (action.kind)
        {
            case Mnr.MNR_ACTION_CHOOSE_METHOD: // the one that they want, else whatever is open
                if (!IsOpen(action, wanted)) wanted = IsOpen(action, Mnr.MNR_METHOD_FACE) ? Mnr.MNR_METHOD_FACE : Mnr.MNR_METHOD_STAFF;
                if (!IsOpen(action, wanted)) Desk.Cancel(Mnr.MNR_ACTOR_PATIENT); // no method is open to them: they give up
                else Answer(action, Mnr.mnr_answer_method(wanted, wanted == Mnr.MNR_METHOD_STAFF ? Mnr.MNR_ACTOR_STAFF : Mnr.MNR_ACTOR_PATIENT));
                break;
            case Mnr.MNR_ACTION_ENTER_PIN: // the keypad, here the persona's PIN
                using (Secret pin = placed.Secret(Mnr.MNR_KEY_AUTHENTICATION_PIN)) Desk.AnswerPin(action.number, pin, Mnr.MNR_ACTOR_PATIENT);
                break;
            case Mnr.MNR_ACTION_DECIDE_LAST_TRY:
                keepsLastTry = true;
                Answer(action, Mnr.mnr_answer_last_try(Mnr.MNR_LAST_TRY_DECISION_KEEP, Mnr.MNR_ACTOR_PATIENT));
                break;
            case Mnr.MNR_ACTION_SCAN_CARD_FACE: // the camera over the card reads the printed digits, in two looks
                using (Secret code = placed.Secret(Mnr.MNR_KEY_CODE_B))
                using (var looks = new Secret(2 * code.Length))
                {
                    looks.Add(code);
                    looks.Add(code);
                    Desk.AnswerReading(action.number, looks, 0, 0, Mnr.MNR_MARK_NOT_SEEN);
                }
                break;
            case Mnr.MNR_ACTION_COMPARE_FACE: // the camera, with the chip's photo (JPEG 2000)
                Console.WriteLine("camera   compares with a photo of {0} bytes", material.Value.photo_length);
                Answer(action, Mnr.mnr_answer_compared(Mnr.MNR_FACE_MATCH, Mnr.MNR_LIVENESS_LIVE));
                break;
            case Mnr.MNR_ACTION_CHECK_BY_SIGHT:
                using (var passcode = new Secret(Passcode.Length))
                {
                    foreach (char letter in Passcode) passcode.Add((byte)letter);
                    Answer(action, Mnr.mnr_answer_sighted_with_passcode(Mnr.MNR_SIGHTING_SAME, passcode.Pointer, (UIntPtr)(uint)passcode.Length, Mnr.MNR_ACTOR_STAFF));
                }
                break;
            case Mnr.MNR_ACTION_CHECK_PASSCODE: // the terminal's software compares
                Answer(action, Mnr.mnr_answer_passcode(IsPasscode(material.Value) ? 1 : 0, Mnr.MNR_ACTOR_TERMINAL));
                break;
            case Mnr.MNR_ACTION_CONFIRM_ON_PHONE:
                Answer(action, Mnr.mnr_answer_phone_confirmed(Mnr.MNR_ACTOR_READER));
                break;
            case Mnr.MNR_ACTION_OBTAIN_CHALLENGE: // the national software, and the centre behind it
                using (var digest = new Secret(32))
                {
                    foreach (char letter in "the centre draws these 32 bytes.") digest.Add((byte)letter);
                    Answer(action, Mnr.mnr_answer_challenge(Mnr.MNR_SCHEME_DIGEST, digest.Pointer, (UIntPtr)32, Mnr.MNR_ACTOR_TERMINAL));
                }
                break;
            case Mnr.MNR_ACTION_AUTHENTICATE: // material's signature after a PIN, otherwise nothing
                Answer(action, Mnr.mnr_answer_authenticated(1, Mnr.MNR_ACTOR_CENTRE));
                break;
            case Mnr.MNR_ACTION_QUERY_ELIGIBILITY:
                Answer(action, Mnr.mnr_answer_eligibility(Mnr.MNR_ELIGIBILITY_VALID, Mnr.MNR_ACTOR_CENTRE));
                break;
            case Mnr.MNR_ACTION_SHOW_NOTICE:
                Answer(action, Mnr.mnr_answer_notice_read(Mnr.MNR_ACTOR_PATIENT));
                break;
            case Mnr.MNR_ACTION_ASK_CONSENT: // this patient agrees to all that is asked
                Answer(action, Mnr.mnr_answer_consented(action.consents, Mnr.MNR_ACTOR_PATIENT));
                break;
            case Mnr.MNR_ACTION_DELIVER:
                Answer(action, Mnr.mnr_answer_delivered(Mnr.MNR_ACTOR_TERMINAL));
                break;
            default: // a request that this program does not know fails, and the check-in goes on from there
                Answer(action, Mnr.mnr_answer_failed(0, 904, Mnr.MNR_ACTOR_TERMINAL));
                break;
        }
    }

    // Of each check-in, without personal data: for the facility's own statistics.
    public override void Journal(string line) { Console.WriteLine("journal  " + line); }

    private void Answer(mnr_action action, mnr_answer answer) { Desk.Answer(action.number, answer); }

    private static bool IsPasscode(mnr_material material)
    {
        if ((uint)material.passcode_length != Passcode.Length) return false;
        for (int index = 0; index < Passcode.Length; index++)
            if (System.Runtime.InteropServices.Marshal.ReadByte(material.passcode, index) != Passcode[index]) return false;
        return true;
    }
}

internal static class CheckIn
{
    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        string persona = arguments.Length > 0 ? arguments[0] : "adult", method = arguments.Length > 1 ? arguments[1] : "face";
        int wanted = method == "pin" ? Mnr.MNR_METHOD_PIN : method == "staff" ? Mnr.MNR_METHOD_STAFF : Mnr.MNR_METHOD_FACE;
        var day = new DateTime(2026, 11, 24);
        int outcome;

        mnr_reception_config config = mnr_reception_config.New();
        config.staff_check = Mnr.MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
        mnr_desk_options options = mnr_desk_options.New();
        options.accept_test = 1; // the virtual cards are test cards
        try
        {
            using (SimCard card = SimCard.New(persona, day))
            using (Anchors anchors = SimCard.Anchors())
            {
                var counter = new Counter(card, wanted);
                using (Desk desk = Desk.Make(counter, config, anchors, options))
                {
                    counter.Desk = desk;
                    desk.CardPlaced(day);
                    desk.Run(); // until the second welcome screen stops it
                    outcome = counter.Outcome;
                }
            }
        }
        finally
        {
            Library.Shutdown(1000); // of use where something was left open: a card loses its power
        }
        Console.WriteLine(outcome == Mnr.MNR_OUTCOME_ENDED ? "not admitted" : Library.Name(Mnr.MNR_NAME_OUTCOME, outcome));
        return outcome == Mnr.MNR_OUTCOME_ENDED ? 2 : 0;
    }
}
