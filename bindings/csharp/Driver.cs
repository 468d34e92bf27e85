// A maker's own driver for the reader, in the place of PC/SC.
using System;
using System.Runtime.InteropServices;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>What a driver throws when a command, or taking the card back, did not succeed.</summary>
    public sealed class DriverFailure : Exception
    {
        /// <summary>status: one of the class -3xx; mayHaveBeenSent: false only if it is certain that nothing left the host.</summary>
        public DriverFailure(int status, bool mayHaveBeenSent, uint? code = null) : base(Utf8.At(Mnr.mnr_status_name(status)))
        {
            Status = status;
            MayHaveBeenSent = mayHaveBeenSent;
            Code = code;
        }

        public int Status { get; private set; }
        public bool MayHaveBeenSent { get; private set; }
        /// <summary>The driver's own code, if it has one.</summary>
        public uint? Code { get; private set; }
    }

    /// <summary>
    /// See mnr_driver. The library calls it from the thread that uses the card, one call at a time. What it throws beside
    /// DriverFailure counts as MNR_ERROR_DRIVER, with a command that may have been sent, and is kept in Thrown.
    /// </summary>
    public abstract class Driver
    {
        /// <summary>
        /// Sends the command exactly once and writes the whole answer, with the status word, into response; returns its
        /// length. A PIN that is sent twice costs the patient two tries. Both arrays are pinned during the call and wiped
        /// after it: keep neither.
        /// </summary>
        public abstract int Transmit(byte[] command, byte[] response, uint limitMs);
        /// <summary>Resets the card (warm).</summary>
        public abstract void Reset();
        /// <summary>Takes the power or the field away from the card.</summary>
        public abstract void PowerDown();
        /// <summary>Override both if the national software needs the card; by default it does not.</summary>
        public virtual void LetGo() { }
        public virtual void TakeBack(uint limitMs) { }
        /// <summary>The library does not call the driver any more.</summary>
        public virtual void Release() { }

        /// <summary>The last exception that was no DriverFailure: a defect of the driver.</summary>
        public Exception Thrown { get; private set; }

        // Alive as long as the program: the library calls them until it calls release.
        private static readonly mnr_driver_transmit OnTransmit = Sent;
        private static readonly mnr_driver_reset OnReset = user => Guard(user, driver => driver.Reset());
        private static readonly mnr_driver_power_down OnPowerDown = user => Guard(user, driver => driver.PowerDown());
        private static readonly mnr_driver_let_go OnLetGo = user => Guard(user, driver => driver.LetGo());
        private static readonly mnr_driver_take_back OnTakeBack = (user, limit) => Guard(user, driver => driver.TakeBack(limit));
        private static readonly mnr_driver_release OnRelease = user =>
        {
            Guard(user, driver => driver.Release());
            GCHandle.FromIntPtr(user).Free();
        };

        /// <summary>flags: a sum of Mnr.MNR_LINK_*; the longest command and answer: 0 for what the flags allow.</summary>
        internal static Link Open(Driver driver, uint flags, uint longestCommand, uint longestAnswer)
        {
            if (driver == null) throw new ArgumentNullException("driver");
            mnr_driver functions = mnr_driver.New();
            functions.flags = flags;
            functions.max_command = longestCommand;
            functions.max_response = longestAnswer;
            functions.transmit = OnTransmit;
            functions.reset = OnReset;
            functions.power_down = OnPowerDown;
            functions.let_go = OnLetGo;
            functions.take_back = OnTakeBack;
            functions.release = OnRelease;
            // The library holds the driver by this until release.
            GCHandle user = GCHandle.Alloc(driver);
            IntPtr made = IntPtr.Zero;
            int status = Mnr.MNR_ERROR_NULL;
            try
            {
                status = Mnr.mnr_link_open_driver(GCHandle.ToIntPtr(user), ref functions, out made);
            }
            finally
            {
                if (status != Mnr.MNR_OK) user.Free();
            }
            Status.Check(status);
            return new Link(made);
        }

        private static int Guard(IntPtr user, Action<Driver> work)
        {
            var driver = (Driver)GCHandle.FromIntPtr(user).Target;
            try
            {
                work(driver);
                return Mnr.MNR_OK;
            }
            catch (DriverFailure why)
            {
                return why.Status;
            }
            catch (Exception why)
            {
                driver.Thrown = why;
                return Mnr.MNR_ERROR_DRIVER;
            }
        }

        private static int Sent(IntPtr user, IntPtr command, UIntPtr commandLength, IntPtr response, UIntPtr capacity, IntPtr responseLength, uint limitMs, IntPtr failure)
        {
            return Guard(user, driver =>
            {
                var sent = new Pinned(checked((int)(uint)commandLength));
                var room = new Pinned(checked((int)(uint)capacity));
                try
                {
                    Marshal.Copy(command, sent.Bytes, 0, sent.Bytes.Length);
                    int length = driver.Transmit(sent.Bytes, room.Bytes, limitMs);
                    if (length < 0 || length > room.Bytes.Length) throw new InvalidOperationException("the answer is longer than its room");
                    Marshal.Copy(room.Bytes, 0, response, length);
                    Marshal.WriteIntPtr(responseLength, (IntPtr)length);
                }
                catch (DriverFailure why)
                {
                    var said = (mnr_driver_failure)Marshal.PtrToStructure(failure, typeof(mnr_driver_failure));
                    said.may_have_been_sent = why.MayHaveBeenSent ? 1 : 0;
                    said.has_code = why.Code.HasValue ? 1 : 0;
                    said.code = why.Code ?? 0;
                    Marshal.StructureToPtr(said, failure, false);
                    throw;
                }
                finally
                {
                    sent.Dispose();
                    room.Dispose();
                }
            });
        }
    }
}
