// Text goes to the library and comes from it as UTF-8, whatever the code page of Windows is.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Mynareader
{
    internal static class Utf8
    {
        // Half a surrogate pair is an error of the caller, not a question mark.
        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        internal delegate int Fill(byte[] text, UIntPtr capacity, ref UIntPtr needed);

        internal static byte[] Bytes(string text)
        {
            if (text == null) throw new ArgumentNullException("text");
            return Strict.GetBytes(text);
        }

        internal static UIntPtr Length(byte[] bytes) { return (UIntPtr)(uint)bytes.Length; }

        /// <summary>The text at a pointer of the library's, up to its NUL.</summary>
        internal static string At(IntPtr text)
        {
            if (text == IntPtr.Zero) return "";
            int length = 0;
            while (Marshal.ReadByte(text, length) != 0) length++;
            return At(text, length);
        }

        internal static string At(IntPtr text, int length)
        {
            var bytes = new byte[length];
            if (length != 0) Marshal.Copy(text, bytes, 0, length);
            return Strict.GetString(bytes);
        }

        /// <summary>A copy of bytes of the library's.</summary>
        internal static byte[] Copied(IntPtr data, UIntPtr length)
        {
            var bytes = new byte[checked((int)(uint)length)];
            if (bytes.Length != 0) Marshal.Copy(data, bytes, 0, bytes.Length);
            return bytes;
        }

        internal static string UpToNul(byte[] bytes)
        {
            int length = Array.IndexOf(bytes, (byte)0);
            return Strict.GetString(bytes, 0, length < 0 ? bytes.Length : length);
        }

        /// <summary>A text that the library writes: first its size is asked for, then the text.</summary>
        internal static string Of(Fill fill)
        {
            UIntPtr needed = UIntPtr.Zero;
            int status = fill(null, UIntPtr.Zero, ref needed);
            if (status != Native.Mnr.MNR_ERROR_BUFFER) Status.Check(status);
            var bytes = new byte[checked((int)(uint)needed)];
            if (bytes.Length == 0) return "";
            Status.Check(fill(bytes, Length(bytes), ref needed));
            return UpToNul(bytes);
        }
    }
}
