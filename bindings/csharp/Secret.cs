// A PIN, code or passcode on its way to the library.
using System;
using System.Runtime.InteropServices;

namespace Mynareader
{
    /// <summary>Bytes that the garbage collector does not move or copy, and that are wiped at the end.</summary>
    internal sealed class Pinned : IDisposable
    {
        private GCHandle pinned;

        internal Pinned(int length)
        {
            Bytes = new byte[length];
            pinned = GCHandle.Alloc(Bytes, GCHandleType.Pinned);
        }

        internal byte[] Bytes { get; private set; }
        internal bool Living { get { return pinned.IsAllocated; } }
        internal IntPtr Address { get { return pinned.AddrOfPinnedObject(); } }

        public void Dispose()
        {
            if (!pinned.IsAllocated) return;
            Array.Clear(Bytes, 0, Bytes.Length);
            pinned.Free();
            GC.SuppressFinalize(this);
        }

        ~Pinned() { Dispose(); }
    }

    /// <summary>
    /// Bytes that the garbage collector does not move or copy, and that are wiped by Dispose. A string cannot be
    /// wiped: let a keypad add digit after digit here. It is not in a locked page; the library's own copy is.
    /// </summary>
    public sealed class Secret : IDisposable
    {
        private readonly Pinned pinned;

        public Secret(int capacity)
        {
            if (capacity < 0) throw new ArgumentOutOfRangeException("capacity");
            pinned = new Pinned(capacity);
        }

        public int Length { get; private set; }

        public void Add(byte value)
        {
            byte[] bytes = Room;
            if (Length == bytes.Length) throw new InvalidOperationException("the secret is full");
            bytes[Length++] = value;
        }

        /// <summary>Adds what another secret has, such as a second reading.</summary>
        public void Add(Secret other)
        {
            foreach (byte value in new ArraySegment<byte>(other.Room, 0, other.Length)) Add(value);
        }

        /// <summary>Takes away what was added, as the key for correction does.</summary>
        public void Clear()
        {
            Array.Clear(Room, 0, Room.Length);
            Length = 0;
        }

        public void Dispose()
        {
            Length = 0;
            pinned.Dispose();
        }

        /// <summary>For a function of the library that writes here; length: of what it wrote.</summary>
        internal byte[] Room { get { Living(); return pinned.Bytes; } }
        internal void Filled(int length) { Length = length; }

        /// <summary>How many readings of code B it has.</summary>
        internal int Readings
        {
            get
            {
                if (Length % 14 != 0) throw new ArgumentException("a reading has 14 digits", "codes");
                return Length / 14;
            }
        }

        /// <summary>For answers that take a pointer; valid until Dispose.</summary>
        public IntPtr Pointer { get { Living(); return pinned.Address; } }

        private void Living() { if (!pinned.Living) throw new ObjectDisposedException("Secret"); }
    }
}
