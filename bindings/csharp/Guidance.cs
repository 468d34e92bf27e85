// What to say and do about a code.
using System;
using System.Collections.Generic;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>A code: maker 0 and its number for the national ones.</summary>
    public struct Code
    {
        public readonly uint Maker, Number;

        public Code(uint maker, uint number)
        {
            Maker = maker;
            Number = number;
        }

        /// <summary>The code of the national table for what was seen.</summary>
        public static Code Of(mnr_symptom symptom)
        {
            uint maker = 0, number = 0;
            Status.Check(Mnr.mnr_diagnose(ref symptom, ref maker, ref number));
            return new Code(maker, number);
        }
    }

    /// <summary>An entry of a list: its number, which stays the same in each language, and its words.</summary>
    public sealed class GuidanceItem
    {
        internal GuidanceItem(int number, string words)
        {
            Number = number;
            Words = words;
        }

        public int Number { get; private set; }
        public string Words { get; private set; }
    }

    /// <summary>A next step: its facts, its name, and why it is open or closed.</summary>
    public sealed class NextStep
    {
        internal NextStep(mnr_next_step facts, string name, string reason)
        {
            Facts = facts;
            Name = name;
            Reason = reason;
        }

        public mnr_next_step Facts { get; private set; }
        public string Name { get; private set; }
        public string Reason { get; private set; }
    }

    public sealed class Guidance : Handle
    {
        // As long as mnr_situation.language; with another length it would not be marshalled.
        private const int LanguageRoom = 12;

        private Guidance(IntPtr made) { Take(made); }

        public static Guidance Of(Book book, uint maker, uint number, mnr_situation situation, string language)
        {
            byte[] tag = Utf8.Bytes(language);
            // A new array: the caller's stays as it was.
            situation.language = new byte[LanguageRoom];
            if (tag.Length >= situation.language.Length) throw new ArgumentException("no language has so long a tag", "language");
            tag.CopyTo(situation.language, 0);
            IntPtr made = IntPtr.Zero;
            Status.Check(Book.With(book, handle => Mnr.mnr_guide(handle, maker, number, ref situation, out made)));
            return new Guidance(made);
        }

        public mnr_guidance_facts Facts
        {
            get
            {
                mnr_guidance_facts facts = mnr_guidance_facts.New();
                Do(handle => Mnr.mnr_guidance_read_facts(handle, ref facts));
                return facts;
            }
        }

        /// <summary>which: one of Mnr.MNR_TEXT_*.</summary>
        public string Words(int which)
        {
            return Text((IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) => Mnr.mnr_guidance_text(handle, which, text, capacity, ref needed));
        }

        /// <summary>A list in its order; which: one of Mnr.MNR_LIST_*.</summary>
        public IList<GuidanceItem> Items(int which)
        {
            UIntPtr count = UIntPtr.Zero;
            Do(handle => Mnr.mnr_guidance_count(handle, which, ref count));
            var items = new List<GuidanceItem>();
            for (uint index = 0; index < (uint)count; index++)
            {
                uint at = index;
                int number = 0;
                string words = Text((IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                    Mnr.mnr_guidance_item(handle, which, (UIntPtr)at, ref number, text, capacity, ref needed));
                items.Add(new GuidanceItem(number, words));
            }
            return items;
        }

        /// <summary>What can come next, in its order.</summary>
        public IList<NextStep> NextSteps()
        {
            var steps = new List<NextStep>();
            uint count = Facts.next_steps;
            for (uint index = 0; index < count; index++)
            {
                uint at = index;
                mnr_next_step facts = mnr_next_step.New();
                Do(handle => Mnr.mnr_guidance_next_step(handle, (UIntPtr)at, ref facts));
                steps.Add(new NextStep(facts, StepText(at, 0), StepText(at, 1)));
            }
            return steps;
        }

        private string StepText(uint index, int reason)
        {
            return Text((IntPtr handle, byte[] text, UIntPtr capacity, ref UIntPtr needed) =>
                Mnr.mnr_guidance_step_text(handle, (UIntPtr)index, reason, text, capacity, ref needed));
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_guidance_free(handle) == Mnr.MNR_OK; }
    }
}
