// The reception alone: a check-in as events and actions, for programs that do not leave the card to the desk.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>
    /// Any thread, one call at a time waits for the other. After every event, also one that was refused with an exception,
    /// take the actions with NextActions, and call Tick at the Deadline. Times are those of a clock that is never set,
    /// such as Now.
    /// </summary>
    public sealed class Reception : Handle
    {
        private Reception(IntPtr made) { Take(made); }

        /// <summary>Milliseconds of a clock that only goes on.</summary>
        public static ulong Now { get { return (ulong)(Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000.0)); } }

        public static Reception Make(mnr_reception_config config)
        {
            IntPtr made;
            Status.Check(Mnr.mnr_reception_new(ref config, out made));
            return new Reception(made);
        }

        /// <summary>For the next check-in; see mnr_reception_configure.</summary>
        public void Configure(mnr_reception_config config) { Do(handle => Mnr.mnr_reception_configure(handle, ref config)); }

        /// <summary>The actions that are due, in their order.</summary>
        public IList<mnr_action> NextActions()
        {
            var actions = new List<mnr_action>();
            for (;;)
            {
                mnr_action action = mnr_action.New();
                int status = With(handle => Mnr.mnr_reception_next_action(handle, ref action));
                if (status == Mnr.MNR_ERROR_NOT_FOUND) return actions;
                Status.Check(status);
                actions.Add(action);
            }
        }

        /// <summary>What the guidance for MNR_ACTION_ADVISE depends on.</summary>
        public mnr_situation Situation()
        {
            mnr_situation situation = mnr_situation.New();
            Do(handle => Mnr.mnr_reception_situation(handle, ref situation));
            return situation;
        }

        /// <summary>When to call Tick at the latest; null where nothing has a limit.</summary>
        public ulong? Deadline
        {
            get
            {
                ulong at = 0;
                int status = With(handle => Mnr.mnr_reception_deadline(handle, ref at));
                if (status == Mnr.MNR_ERROR_NOT_FOUND) return null;
                Status.Check(status);
                return at;
            }
        }

        public int Mode
        {
            get
            {
                int mode = 0;
                Do(handle => Mnr.mnr_reception_mode(handle, ref mode));
                return mode;
            }
        }

        /// <summary>Whether a phone may be offered now, one of Mnr.MNR_OFFER_*.</summary>
        public int PhoneOffer
        {
            get
            {
                int offer = 0;
                Do(handle => Mnr.mnr_reception_phone_offer(handle, ref offer));
                return offer;
            }
        }

        /// <summary>For logs.</summary>
        public string StateName { get { return Text(Mnr.mnr_reception_state_name); } }

        /// <summary>The journal of the last check-in that ended, as JSON; null before the first.</summary>
        public string Journal
        {
            get
            {
                try { return Text(Mnr.mnr_reception_journal); }
                catch (StateException why)
                {
                    if (why.Status != Mnr.MNR_ERROR_NOT_FOUND) throw;
                    return null;
                }
            }
        }

        public void Tick(ulong at) { Do(handle => Mnr.mnr_reception_tick(handle, at)); }
        public void CardPlaced(ulong at, DateTime day) { mnr_date on = Days.Of(day); Do(handle => Mnr.mnr_reception_card_placed(handle, at, ref on)); }
        public void CardRemoved(ulong at) { Do(handle => Mnr.mnr_reception_card_removed(handle, at)); }
        public void PhoneWanted(ulong at, DateTime day, int actor) { mnr_date on = Days.Of(day); Do(handle => Mnr.mnr_reception_phone_wanted(handle, at, ref on, actor)); }
        public void PhonePlaced(ulong at, DateTime day) { mnr_date on = Days.Of(day); Do(handle => Mnr.mnr_reception_phone_placed(handle, at, ref on)); }
        public void PhoneRemoved(ulong at) { Do(handle => Mnr.mnr_reception_phone_removed(handle, at)); }
        public void MoreTime(ulong at, int actor) { Do(handle => Mnr.mnr_reception_more_time(handle, at, actor)); }
        public void ModeChanged(ulong at, int mode, int actor) { Do(handle => Mnr.mnr_reception_mode_changed(handle, at, mode, actor)); }
        public void Cancelled(ulong at, int actor) { Do(handle => Mnr.mnr_reception_cancelled(handle, at, actor)); }
        public void StaffConfirmed(ulong at, int person, int actor) { Do(handle => Mnr.mnr_reception_staff_confirmed(handle, at, person, actor)); }
        public void FaceOnlyMark(ulong at, bool valid, int actor) { Do(handle => Mnr.mnr_reception_face_only_mark(handle, at, valid ? 1 : 0, actor)); }
        public void Fault(ulong at, uint maker, uint number, int actor) { Do(handle => Mnr.mnr_reception_fault(handle, at, maker, number, actor)); }

        /// <summary>Answers a request: Answer(now, action.number, Mnr.mnr_answer_method(...)).</summary>
        public void Answer(ulong at, mnr_number number, mnr_answer what) { Do(handle => Mnr.mnr_reception_answer(handle, at, ref number, ref what)); }

        /// <summary>To MNR_ACTION_IDENTIFY_CARD: what the chip reported about itself.</summary>
        public void AnswerIdentified(ulong at, mnr_number number, mnr_card_facts facts)
        {
            Lent.To(facts, pointer => Answer(at, number, Mnr.mnr_answer_identified(pointer)));
        }

        /// <summary>To any request: it failed, with what was seen; the library finds the code.</summary>
        public void AnswerSymptom(ulong at, mnr_number number, mnr_symptom symptom, int actor)
        {
            Lent.To(symptom, pointer => Answer(at, number, Mnr.mnr_answer_symptom(pointer, actor)));
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_reception_free(handle) == Mnr.MNR_OK; }
    }

    /// <summary>A structure that the library reads during one call.</summary>
    internal static class Lent
    {
        internal static void To<T>(T structure, Action<IntPtr> call) where T : struct
        {
            IntPtr pointer = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(T)));
            try
            {
                Marshal.StructureToPtr(structure, pointer, false);
                call(pointer);
            }
            finally
            {
                Marshal.FreeHGlobal(pointer);
            }
        }
    }
}
