// Statuses as exceptions: one class for each class of a hundred in mynareader.h, so that a program can catch what
// it has a way on for, and let defects of its own through.
using System;
using System.Text;
using Mynareader.Native;

namespace Mynareader
{
    /// <summary>A call that did not succeed. Status is one of Mnr.MNR_ERROR_*. It holds no PIN and no name.</summary>
    public class MynareaderException : Exception
    {
        internal MynareaderException(int status, mnr_detail detail, bool hasDetail)
            : base(Said(status, detail, hasDetail))
        {
            Status = status;
            TriesLeft = hasDetail ? detail.tries_left : Mnr.MNR_TRIES_UNKNOWN;
            Recovery = hasDetail ? detail.recovery : Mnr.MNR_RECOVERY_NONE;
            MayHaveBeenSent = hasDetail && detail.may_have_been_sent != 0;
        }

        public int Status { get; private set; }
        /// <summary>What helps, one of Mnr.MNR_RECOVERY_*.</summary>
        public int Recovery { get; private set; }
        /// <summary>The tries left, or Mnr.MNR_TRIES_UNKNOWN.</summary>
        public int TriesLeft { get; private set; }
        /// <summary>Whether the command may have reached the card: then it must not simply be repeated.</summary>
        public bool MayHaveBeenSent { get; private set; }

        private static string Said(int status, mnr_detail detail, bool hasDetail)
        {
            string name = Utf8.At(Mnr.mnr_status_name(status));
            string text = hasDetail && detail.text != null ? Utf8.UpToNul(detail.text) : "";
            return text.Length == 0 ? name : name + ": " + text;
        }
    }

    /// <summary>-1xx: an argument is wrong. The program has to be mended.</summary>
    public sealed class CallException : MynareaderException { internal CallException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-2xx: not in this state: in use, cancelled, at its time limit, not built in, not found.</summary>
    public sealed class StateException : MynareaderException { internal StateException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-3xx: the reader, its driver or the smart-card service, or no card lies there.</summary>
    public sealed class LinkException : MynareaderException { internal LinkException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-4xx: what the card answered.</summary>
    public sealed class CardException : MynareaderException { internal CardException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-5xx: a PIN or code: wrong, blocked, or too few tries to risk one.</summary>
    public sealed class KeyException : MynareaderException { internal KeyException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-6xx: data that is malformed, too old or unsigned.</summary>
    public sealed class DataException : MynareaderException { internal DataException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-7xx: a certificate.</summary>
    public sealed class CertificateException : MynareaderException { internal CertificateException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-8xx: the reception: the event or answer does not fit and changed nothing.</summary>
    public sealed class ReceptionException : MynareaderException { internal ReceptionException(int s, mnr_detail d, bool has) : base(s, d, has) { } }
    /// <summary>-9xx: a defect of the library.</summary>
    public sealed class LibraryException : MynareaderException { internal LibraryException(int s, mnr_detail d, bool has) : base(s, d, has) { } }

    internal static class Status
    {
        /// <summary>Throws for every status but MNR_OK.</summary>
        internal static void Check(int status)
        {
            if (status != Mnr.MNR_OK) throw Of(status, mnr_detail.New(), false);
        }

        internal static void Check(int status, ref mnr_detail detail)
        {
            if (status != Mnr.MNR_OK) throw Of(status, detail, true);
        }

        private static MynareaderException Of(int status, mnr_detail detail, bool has)
        {
            switch (-status / 100)
            {
                case 1: return new CallException(status, detail, has);
                case 2: return new StateException(status, detail, has);
                case 3: return new LinkException(status, detail, has);
                case 4: return new CardException(status, detail, has);
                case 5: return new KeyException(status, detail, has);
                case 6: return new DataException(status, detail, has);
                case 7: return new CertificateException(status, detail, has);
                case 8: return new ReceptionException(status, detail, has);
                case 9: return new LibraryException(status, detail, has);
                default: return new MynareaderException(status, detail, has);
            }
        }
    }
}
