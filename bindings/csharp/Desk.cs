// A check-in that runs itself: see "The desk" in mynareader.h.
using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>
    /// A maker's devices and programs. The desk calls them from the thread that runs it. If one of them throws, the
    /// desk stops, and Run or Poll throws the same exception.
    /// </summary>
    public abstract class Devices
    {
        /// <summary>A link to the card that is in the reader now. A LinkException says why there is none.</summary>
        public abstract Link Connect();
        /// <summary>The same for the phone on a paired reader.</summary>
        public virtual Link ConnectPhone() { return null; }
        /// <summary>Carries out an order. situation: for MNR_ACTION_ADVISE.</summary>
        public abstract void Order(mnr_action action, mnr_situation? situation);
        /// <summary>Starts a request. Answer it with Desk.Answer, now or later. material: valid during this call.</summary>
        public abstract void Request(mnr_action action, mnr_material? material);
        /// <summary>The journal of a check-in that ended: the line of JSON for a file (docs/journal.md).</summary>
        public virtual void Journal(string line) { }
    }

    /// <summary>
    /// Any thread may answer, tell events and stop at any time, also from inside the devices' functions; one thread
    /// at a time may run or poll it. Dispose stops it; it is freed when the call that runs it returns. Do dispose of it:
    /// the library holds the devices, so that devices which hold their desk are never collected by themselves.
    /// </summary>
    public sealed class Desk : Handle
    {
        private readonly Kept kept;

        // Alive as long as the program: the library calls them until it calls release.
        private static readonly mnr_devices_connect OnConnect = (user, link) => Connected(user, link, devices => devices.Connect());
        private static readonly mnr_devices_connect_phone OnConnectPhone = (user, link) => Connected(user, link, devices => devices.ConnectPhone());
        private static readonly mnr_devices_order OnOrder = (user, action, situation) => Kept.Of(user).Guard(devices =>
            devices.Order(Read<mnr_action>(action), situation == IntPtr.Zero ? (mnr_situation?)null : Read<mnr_situation>(situation)));
        private static readonly mnr_devices_request OnRequest = (user, action, material) => Kept.Of(user).Guard(devices =>
            devices.Request(Read<mnr_action>(action), material == IntPtr.Zero ? (mnr_material?)null : Read<mnr_material>(material)));
        private static readonly mnr_devices_journal OnJournal = (user, number, line, length) => Kept.Of(user).Guard(devices =>
            devices.Journal(Utf8.At(line, checked((int)(uint)length))));
        private static readonly mnr_devices_release OnRelease = user => GCHandle.FromIntPtr(user).Free();

        private Desk(Kept kept, IntPtr made)
        {
            this.kept = kept;
            kept.Raw = made;
            Take(made);
        }

        public static Desk Make(Devices devices, mnr_reception_config config, Anchors anchors, mnr_desk_options options)
        {
            if (devices == null) throw new ArgumentNullException("devices");
            var kept = new Kept(devices);
            mnr_devices functions = mnr_devices.New();
            functions.connect = OnConnect;
            functions.connect_phone = OnConnectPhone;
            functions.order = OnOrder;
            functions.request = OnRequest;
            functions.journal = OnJournal;
            functions.release = OnRelease;
            // The library holds the devices by this until release.
            GCHandle user = GCHandle.Alloc(kept);
            IntPtr made = IntPtr.Zero;
            int status = Mnr.MNR_ERROR_NULL;
            try
            {
                Handle.Work make = keys =>
                {
                    options.anchors = keys;
                    return Mnr.mnr_desk_new(ref config, ref options, GCHandle.ToIntPtr(user), ref functions, out made);
                };
                status = anchors == null ? make(IntPtr.Zero) : anchors.With(make);
            }
            finally
            {
                if (status != Mnr.MNR_OK) user.Free();
            }
            Status.Check(status);
            return new Desk(kept, made);
        }

        /// <summary>Runs until Stop, or until a device throws.</summary>
        public void Run()
        {
            int status = With(handle => Mnr.mnr_desk_run(handle));
            AfterWork(status);
        }

        /// <summary>Does what is due now; the milliseconds until the next deadline, or Mnr.MNR_NO_LIMIT.</summary>
        public uint Poll()
        {
            uint wait = 0;
            int status = With(handle => Mnr.mnr_desk_poll(handle, ref wait));
            AfterWork(status);
            return wait;
        }

        /// <summary>For logs.</summary>
        public string StateName { get { return Text(Mnr.mnr_desk_state_name); } }

        public void Stop() { Do(handle => Mnr.mnr_desk_stop(handle)); }

        // The day that counts is that in Japan, wherever the program runs: Japan has no summer time.
        public void CardPlaced() { CardPlaced(DateTime.UtcNow.AddHours(9)); }
        public void CardPlaced(DateTime day)
        {
            mnr_date on = Days.Of(day);
            Do(handle => Mnr.mnr_desk_card_placed(handle, ref on));
        }
        public void CardRemoved() { Do(handle => Mnr.mnr_desk_card_removed(handle)); }
        public void PhoneWanted(DateTime day, int actor) { mnr_date on = Days.Of(day); Do(handle => Mnr.mnr_desk_phone_wanted(handle, ref on, actor)); }
        public void PhonePlaced(DateTime day) { mnr_date on = Days.Of(day); Do(handle => Mnr.mnr_desk_phone_placed(handle, ref on)); }
        public void PhoneRemoved() { Do(handle => Mnr.mnr_desk_phone_removed(handle)); }
        public void MoreTime(int actor) { Do(handle => Mnr.mnr_desk_more_time(handle, actor)); }
        public void ModeChanged(int mode, int actor) { Do(handle => Mnr.mnr_desk_mode_changed(handle, mode, actor)); }
        public void Cancel(int actor) { Do(handle => Mnr.mnr_desk_cancel(handle, actor)); }
        public void StaffConfirmed(int person, int actor) { Do(handle => Mnr.mnr_desk_staff_confirmed(handle, person, actor)); }
        public void FaceOnlyMark(bool valid, int actor) { Do(handle => Mnr.mnr_desk_face_only_mark(handle, valid ? 1 : 0, actor)); }
        public void Fault(uint maker, uint number, int actor) { Do(handle => Mnr.mnr_desk_fault(handle, maker, number, actor)); }

        /// <summary>Answers a request: Answer(action.number, Mnr.mnr_answer_method(...)).</summary>
        public void Answer(mnr_number number, mnr_answer what) { Do(handle => Mnr.mnr_desk_answer(handle, ref number, ref what)); }

        /// <summary>A request failed, with what was seen: the library finds the code.</summary>
        public void AnswerSymptom(mnr_number number, mnr_symptom symptom, int actor)
        {
            Lent.To(symptom, pointer => Answer(number, Mnr.mnr_answer_symptom(pointer, actor)));
        }

        /// <summary>The PIN that was typed. The library has a copy then; dispose of the secret.</summary>
        public void AnswerPin(mnr_number number, Secret pin, int actor)
        {
            Answer(number, Mnr.mnr_answer_pin(pin.Pointer, (UIntPtr)(uint)pin.Length, actor));
            GC.KeepAlive(pin);
        }

        /// <summary>What the camera over the card read: readings of 14 digits each, one after the other.</summary>
        public void AnswerReading(mnr_number number, Secret codes, uint failed, int obstacle, int mark)
        {
            Answer(number, Mnr.mnr_answer_reading(codes.Pointer, (UIntPtr)(uint)codes.Readings, failed, obstacle, mark));
            GC.KeepAlive(codes);
        }

        /// <summary>
        /// Stops the desk, waits until the call that runs it has returned, and frees it: for the thread that owns it. Throws
        /// MNR_ERROR_BUSY at the limit, and from inside the devices' functions; Dispose is still due then.
        /// </summary>
        public void End(uint limitMs)
        {
            int status = With(handle => Mnr.mnr_desk_end(handle, limitMs));
            if (status == Mnr.MNR_OK) SetHandleAsInvalid();
            Status.Check(status);
        }

        protected override void Dispose(bool disposing)
        {
            // A call at work in another thread returns then, and its end frees the desk.
            if (!IsClosed && !IsInvalid) Mnr.mnr_desk_stop(handle);
            base.Dispose(disposing);
        }

        protected override bool ReleaseHandle() { return Mnr.mnr_desk_free(handle) == Mnr.MNR_OK; }

        // Not for a second thread, whose call was refused: the exception belongs to the first.
        private void AfterWork(int status)
        {
            ExceptionDispatchInfo thrown = status == Mnr.MNR_ERROR_BUSY ? null : kept.TakeThrown();
            if (thrown != null) thrown.Throw();
            Status.Check(status);
        }

        private static int Connected(IntPtr user, IntPtr to, Func<Devices, Link> connect)
        {
            int status = Mnr.MNR_ERROR_DRIVER;
            Kept.Of(user).Guard(devices =>
            {
                try
                {
                    Link link = connect(devices);
                    if (link == null) return;
                    Marshal.WriteIntPtr(to, link.Release());
                    status = Mnr.MNR_OK;
                }
                catch (LinkException why)
                {
                    status = why.Status;
                }
            });
            return status;
        }

        // An older library writes shorter structures: what it does not know stays zero.
        private static T Read<T>(IntPtr from) where T : struct
        {
            int size = Marshal.SizeOf(typeof(T));
            int there = checked((int)(long)Marshal.ReadIntPtr(from));
            if (there >= size) return (T)Marshal.PtrToStructure(from, typeof(T));
            var bytes = new byte[size];
            Marshal.Copy(from, bytes, 0, there);
            GCHandle pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            try { return (T)Marshal.PtrToStructure(pinned.AddrOfPinnedObject(), typeof(T)); }
            finally { pinned.Free(); }
        }

        private sealed class Kept
        {
            private readonly Devices devices;
            private ExceptionDispatchInfo thrown;
            internal IntPtr Raw;

            internal Kept(Devices devices) { this.devices = devices; }

            internal static Kept Of(IntPtr user) { return (Kept)GCHandle.FromIntPtr(user).Target; }

            /// <summary>No exception crosses the boundary: it is kept, and the desk is stopped.</summary>
            internal void Guard(Action<Devices> work)
            {
                try
                {
                    work(devices);
                }
                catch (Exception why)
                {
                    if (thrown == null) thrown = ExceptionDispatchInfo.Capture(why);
                    Mnr.mnr_desk_stop(Raw);
                }
            }

            internal ExceptionDispatchInfo TakeThrown()
            {
                ExceptionDispatchInfo taken = thrown;
                thrown = null;
                return taken;
            }
        }
    }
}
