// A PIN, code or passcode on its way to the library.
using System;
using System.Runtime.InteropServices;

namespace Mynareader
{
    /// <summary>
    /// Bytes that the garbage collector does not move or copy, and that are wiped by Dispose. A string cannot be
    /// wiped: let a keypad add digit after digit here. It is not in a locked page; the library's own copy is.
    /// </summary>
    public sealed class Secret : IDisposable
    {
        private readonly byte[] bytes;
        private GCHandle pinned;

        public Secret(int capacity)
        {
            if (capacity < 0) throw new ArgumentOutOfRangeException("capacity");
            bytes = new byte[capacity];
            pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        }

        public int Length { get; private set; }

        public void Add(byte value)
        {
            Living();
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
            Array.Clear(bytes, 0, bytes.Length);
            Length = 0;
        }

        public void Dispose()
        {
            if (!pinned.IsAllocated) return;
            Clear();
            pinned.Free();
            GC.SuppressFinalize(this);
        }

        ~Secret() { Dispose(); }

        /// <summary>For a function of the library that writes here; length: of what it wrote.</summary>
        internal byte[] Room { get { Living(); return bytes; } }
        internal void Filled(int length) { Length = length; }

        /// <summary>For answers that take a pointer; valid until Dispose.</summary>
        public IntPtr Pointer { get { Living(); return pinned.AddrOfPinnedObject(); } }

        private void Living() { if (!pinned.IsAllocated) throw new ObjectDisposedException("Secret"); }
    }
}
