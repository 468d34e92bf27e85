// Written by `make abi` from the source of the C ABI, as include/mynareader.h is. What each is for stands there.
// With MNR_SIM defined, the library with the virtual card is called, which has mnr_sim_*.
using System;
using System.Runtime.InteropServices;

namespace Mynareader.Native
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_driver_transmit(IntPtr user, IntPtr command, UIntPtr command_length, IntPtr response, UIntPtr capacity, IntPtr response_length, uint limit_ms, IntPtr failure);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_driver_reset(IntPtr user);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_driver_power_down(IntPtr user);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void mnr_driver_release(IntPtr user);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_driver_let_go(IntPtr user);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_driver_take_back(IntPtr user, uint limit_ms);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_devices_connect(IntPtr user, IntPtr link);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void mnr_devices_order(IntPtr user, IntPtr action, IntPtr situation);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void mnr_devices_request(IntPtr user, IntPtr action, IntPtr material);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void mnr_devices_journal(IntPtr user, IntPtr number, IntPtr line, UIntPtr length);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void mnr_devices_release(IntPtr user);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int mnr_devices_connect_phone(IntPtr user, IntPtr link);
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void mnr_set_log_write(IntPtr user, int level, IntPtr text);

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_date
    {
        public int year;
        public int month;
        public int day;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_detail
    {
        public UIntPtr struct_size;
        public int status;
        public int recovery;
        public int tries_left;
        public uint driver_code;
        public uint exchange;
        public uint offset;
        public ushort status_word;
        public byte has_driver_code;
        public byte may_have_been_sent;
        [MarshalAs(UnmanagedType.ByValArray, SizeConst = Mnr.MNR_DETAIL_TEXT)] public byte[] text;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_detail New()
        {
            var made = new mnr_detail();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_detail));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_driver_failure
    {
        public UIntPtr struct_size;
        public int may_have_been_sent;
        public int has_code;
        public uint code;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_driver_failure New()
        {
            var made = new mnr_driver_failure();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_driver_failure));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_driver
    {
        public UIntPtr struct_size;
        public uint flags;
        public uint max_command;
        public uint max_response;
        public mnr_driver_transmit transmit;
        public mnr_driver_reset reset;
        public mnr_driver_power_down power_down;
        public mnr_driver_release release;
        public mnr_driver_let_go let_go;
        public mnr_driver_take_back take_back;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_driver New()
        {
            var made = new mnr_driver();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_driver));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_identity
    {
        public UIntPtr struct_size;
        public int token;
        public int token_status;
        public int authentication_certificate;
        public int signature_certificate;
        public int availability_status;
        public int pin_tries;
        public int pin_tries_status;
        public int expiry_year;
        public int expiry_month;
        public int expiry_day;
        public int expiry_status;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_identity New()
        {
            var made = new mnr_identity();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_identity));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_change
    {
        public UIntPtr struct_size;
        public int key;
        public int last_try;
        public IntPtr current;
        public UIntPtr current_length;
        public IntPtr replacement;
        public UIntPtr replacement_length;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_change New()
        {
            var made = new mnr_change();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_change));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_signing
    {
        public UIntPtr struct_size;
        public int key;
        public int scheme;
        public int last_try;
        public IntPtr data;
        public UIntPtr data_length;
        public IntPtr secret;
        public UIntPtr secret_length;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_signing New()
        {
            var made = new mnr_signing();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_signing));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_readings
    {
        public UIntPtr struct_size;
        public IntPtr codes;
        public UIntPtr count;
        public UIntPtr failed;
        public UIntPtr agreeing;
        public int tries_kept;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_readings New()
        {
            var made = new mnr_readings();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_readings));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_face_facts
    {
        public UIntPtr struct_size;
        public int sex;
        public int birth_year;
        public int birth_month;
        public int birth_day;
        public int expiry_year;
        public int expiry_month;
        public int expiry_day;
        public uint photo_width;
        public uint photo_height;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_face_facts New()
        {
            var made = new mnr_face_facts();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_face_facts));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_assessment
    {
        public UIntPtr struct_size;
        public int state;
        public int days_left;
        public int last_year;
        public int last_month;
        public int last_day;
        public int notice_year;
        public int notice_month;
        public int notice_day;
        public int grace_year;
        public int grace_month;
        public int grace_day;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_assessment New()
        {
            var made = new mnr_assessment();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_assessment));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_situation
    {
        public UIntPtr struct_size;
        public int year;
        public int month;
        public int day;
        [MarshalAs(UnmanagedType.ByValArray, SizeConst = 12)] public byte[] language;
        public uint reader_model;
        public int mode;
        public int step;
        public int token;
        public int pin_tries;
        public int code_b_tries;
        public int certificate;
        public int card_expiry_year;
        public int card_expiry_month;
        public int card_expiry_day;
        public int face_only;
        public int panel;
        public int isolation;
        public uint facility;
        public uint at_hand;
        public int visit;
        public int present;
        public uint tried;
        public uint terminal_code_maker;
        public uint terminal_code_number;
        public uint facility_lacks;
        public int age_of_rules_told;
        public int at;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_situation New()
        {
            var made = new mnr_situation();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_situation));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_guidance_facts
    {
        public UIntPtr struct_size;
        public int retry;
        public int seen_today;
        public int seen_today_step;
        public uint next_steps;
        public int device_fault;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_guidance_facts New()
        {
            var made = new mnr_guidance_facts();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_guidance_facts));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_next_step
    {
        public UIntPtr struct_size;
        public int step;
        public int standing;
        public int why;
        public int ordinary_share;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_next_step New()
        {
            var made = new mnr_next_step();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_next_step));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_symptom
    {
        public UIntPtr struct_size;
        public int step;
        public int key;
        public int token;
        public int happened;
        public long value;
        public long second;
        public uint offset;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_symptom New()
        {
            var made = new mnr_symptom();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_symptom));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_model
    {
        public UIntPtr struct_size;
        public uint number;
        public uint maker;
        public uint notes;
        [MarshalAs(UnmanagedType.ByValArray, SizeConst = 64)] public byte[] name;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_model New()
        {
            var made = new mnr_model();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_model));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_model_fact
    {
        public UIntPtr struct_size;
        public int @is;
        public int mark;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_model_fact New()
        {
            var made = new mnr_model_fact();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_model_fact));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_rules_status
    {
        public UIntPtr struct_size;
        public ulong version;
        public int origin;
        public int warns;
        public int has_expired;
        public uint days;
        public int known_up_to_year;
        public int known_up_to_month;
        public int known_up_to_day;
        public int warn_from_year;
        public int warn_from_month;
        public int warn_from_day;
        public int issued_year;
        public int issued_month;
        public int issued_day;
        public int expires_year;
        public int expires_month;
        public int expires_day;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_rules_status New()
        {
            var made = new mnr_rules_status();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_rules_status));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_reception_config
    {
        public UIntPtr struct_size;
        public uint station;
        public int mode;
        public uint lacks;
        public uint facility;
        public uint facility_lacks;
        public int staff_check;
        public int no_registration_by_sight;
        public int registration_by_sight_year;
        public int registration_by_sight_month;
        public int registration_by_sight_day;
        public int rules_expire_year;
        public int rules_expire_month;
        public int rules_expire_day;
        public uint reader_model;
        public int pin_verifier;
        public int methods_after_read_error;
        public uint face_attempts;
        public uint face_captures;
        public uint one_false_match_in;
        public int liveness_required;
        public uint code_b_agreeing;
        public uint code_b_floor;
        public uint code_b_scans;
        public int prescription;
        public int rehearsal;
        public uint patient_ms;
        public uint staff_ms;
        public uint device_ms;
        public uint card_ms;
        public uint national_ms;
        public uint forgotten_card_ms;
        public uint waiting_proof_ms;
        public uint visual_mode_ms;
        public uint passcodes;
        public uint pins;
        public uint refusals;
        public uint ways_back;
        public int no_way_back;
        public int phone_reader;
        public int subsidy;
        public uint phone_ms;
        public uint check_in_ms;
        public uint more_time;
        public uint not_ahead;
        public ulong sessions_after;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_reception_config New()
        {
            var made = new mnr_reception_config();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_reception_config));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_number
    {
        public ulong session;
        public uint sequence;
        public uint station;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_origin
    {
        public int step;
        public int key;
        public int happened;
        public uint first;
        public uint second;
        public int has_second;
        public uint rule;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_action
    {
        public UIntPtr struct_size;
        public mnr_number number;
        public mnr_number abandoned;
        public int kind;
        public int is_request;
        public int is_national;
        public int detail;
        public int again;
        public int last_try;
        public int tries;
        public int offer_face;
        public int offer_pin;
        public int offer_staff;
        public int offer_phone;
        public int offer_android;
        public int offer_iphone;
        public int may_go_back;
        public int phone;
        public int at;
        public int token;
        public int subsidy;
        public int method;
        public int mode;
        public int outcome;
        public int end_reason;
        public uint code_maker;
        public uint code_number;
        public uint consents;
        public uint secrets;
        public uint one_false_match_in;
        public int rehearsal;
        public mnr_origin origin;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_action New()
        {
            var made = new mnr_action();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_action));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_card_facts
    {
        public UIntPtr struct_size;
        public int token;
        public int pin_tries;
        public int code_b_tries;
        public int face_only;
        public int certificate;
        public int card_expiry_year;
        public int card_expiry_month;
        public int card_expiry_day;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_card_facts New()
        {
            var made = new mnr_card_facts();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_card_facts));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_answer
    {
        public UIntPtr struct_size;
        public int kind;
        public int actor;
        public int detail;
        public int method;
        public int yes;
        public int tries;
        public int liveness;
        public int mark;
        public uint agreeing;
        public uint failed;
        public uint consents;
        public uint code_maker;
        public uint code_number;
        public IntPtr symptom;
        public IntPtr facts;
        public IntPtr secret;
        public UIntPtr secret_length;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_answer New()
        {
            var made = new mnr_answer();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_answer));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_material
    {
        public UIntPtr struct_size;
        public IntPtr photo;
        public UIntPtr photo_length;
        public IntPtr signature;
        public UIntPtr signature_length;
        public IntPtr pin;
        public UIntPtr pin_length;
        public IntPtr passcode;
        public UIntPtr passcode_length;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_material New()
        {
            var made = new mnr_material();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_material));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_devices
    {
        public UIntPtr struct_size;
        public mnr_devices_connect connect;
        public mnr_devices_order order;
        public mnr_devices_request request;
        public mnr_devices_journal journal;
        public mnr_devices_release release;
        public mnr_devices_connect_phone connect_phone;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_devices New()
        {
            var made = new mnr_devices();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_devices));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_desk_options
    {
        public UIntPtr struct_size;
        public IntPtr anchors;
        public int accept_test;
        public int untraced;
        public int differing_expiry;
        public int grace;
        public IntPtr profile;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_desk_options New()
        {
            var made = new mnr_desk_options();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_desk_options));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_terminal_schedule
    {
        public UIntPtr struct_size;
        public int standing;
        public int days;
        public int show;
        public int due_year;
        public int due_month;
        public int due_day;
        public int next_year;
        public int next_month;
        public int next_day;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_terminal_schedule New()
        {
            var made = new mnr_terminal_schedule();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_terminal_schedule));
            return made;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct mnr_folder_facts
    {
        public UIntPtr struct_size;
        public ulong free_bytes;
        public int finding;
        public int usable;
        public int step;
        public int os_code;
        public int has_os_code;
        public int has_free_bytes;
        public int names_a_share;
        public uint took_ms;

        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>
        public static mnr_folder_facts New()
        {
            var made = new mnr_folder_facts();
            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof(mnr_folder_facts));
            return made;
        }
    }

    public static class Mnr
    {
#if MNR_SIM
        public const string Library = "mynareader_sim";
#else
        public const string Library = "mynareader";
#endif

        public const int MNR_VERSION_NUMBER = 1000;
        public const int MNR_VERSION_MAJOR = 0;
        public const int MNR_VERSION_MINOR = 1;
        public const int MNR_VERSION_PATCH = 0;
        public const int MNR_FEATURE_PCSC = 1;
        public const int MNR_FEATURE_SIMULATION = 2;
        public const int MNR_NAME_ACTION = 1;
        public const int MNR_NAME_SCREEN = 2;
        public const int MNR_NAME_OUTCOME = 3;
        public const int MNR_NAME_END = 4;
        public const int MNR_NAME_OFFER = 5;
        public const int MNR_NAME_TELL = 6;
        public const int MNR_NAME_ACTOR = 7;
        public const int MNR_NAME_MODE = 8;
        public const int MNR_NAME_METHOD = 9;
        public const int MNR_NAME_ANSWER = 10;
        public const int MNR_NAME_STEP = 11;
        public const int MNR_NAME_HAPPENED = 12;
        public const int MNR_NAME_LADDER = 13;
        public const int MNR_NAME_STANDING = 14;
        public const int MNR_NAME_WHY = 15;
        public const int MNR_NAME_LEAFLET = 16;
        public const int MNR_NAME_ELIGIBILITY = 17;
        public const int MNR_NAME_TOKEN = 18;
        public const int MNR_NAME_KEY = 19;
        public const int MNR_NAME_CUE = 20;
        public const int MNR_NAME_ORIGIN = 21;
        public const int MNR_LOG_ERROR = 1;
        public const int MNR_LOG_WARNING = 2;
        public const int MNR_LOG_INFO = 3;
        public const int MNR_LOG_TRACE = 4;
        public const int MNR_OK = 0;
        public const int MNR_ERROR_NULL = -100;
        public const int MNR_ERROR_ARGUMENT = -101;
        public const int MNR_ERROR_LENGTH = -102;
        public const int MNR_ERROR_BUFFER = -103;
        public const int MNR_ERROR_TEXT = -104;
        public const int MNR_ERROR_STRUCT_SIZE = -105;
        public const int MNR_ERROR_SECRET_FORMAT = -106;
        public const int MNR_ERROR_DATE = -107;
        public const int MNR_ERROR_CLOCK = -108;
        public const int MNR_ERROR_HANDLE = -200;
        public const int MNR_ERROR_BUSY = -201;
        public const int MNR_ERROR_POISONED = -202;
        public const int MNR_ERROR_STATE = -203;
        public const int MNR_ERROR_NOT_BUILT_IN = -204;
        public const int MNR_ERROR_CANCELLED = -205;
        public const int MNR_ERROR_TIME_LIMIT = -206;
        public const int MNR_ERROR_NOT_FOUND = -207;
        public const int MNR_ERROR_FORKED = -208;
        public const int MNR_ERROR_SECOND_LIBRARY = -209;
        public const int MNR_ERROR_SHUT_DOWN = -210;
        public const int MNR_ERROR_NO_CARD = -300;
        public const int MNR_ERROR_CARD_REMOVED = -301;
        public const int MNR_ERROR_CARD_RESET = -302;
        public const int MNR_ERROR_CARD_MUTE = -303;
        public const int MNR_ERROR_LINK_TIMED_OUT = -304;
        public const int MNR_ERROR_LINK_BROKEN = -305;
        public const int MNR_ERROR_READER_SHARED = -306;
        public const int MNR_ERROR_READER_GONE = -307;
        public const int MNR_ERROR_SERVICE_GONE = -308;
        public const int MNR_ERROR_OVERSIZED_ANSWER = -309;
        public const int MNR_ERROR_OVERSIZED_COMMAND = -310;
        public const int MNR_ERROR_INVALID_COMMAND = -311;
        public const int MNR_ERROR_DRIVER = -312;
        public const int MNR_ERROR_READER_REFUSED = -313;
        public const int MNR_ERROR_CARD_STATUS = -400;
        public const int MNR_ERROR_CARD_ANSWER = -401;
        public const int MNR_ERROR_CARD_ENDLESS = -402;
        public const int MNR_ERROR_NOT_IN_PROFILE = -403;
        public const int MNR_ERROR_SECRET_WRONG = -500;
        public const int MNR_ERROR_SECRET_BLOCKED = -501;
        public const int MNR_ERROR_TOO_FEW_TRIES = -502;
        public const int MNR_ERROR_OUTCOME_UNKNOWN = -503;
        public const int MNR_ERROR_UNSETTLED = -504;
        public const int MNR_ERROR_PIN_NEEDED = -505;
        public const int MNR_ERROR_READINGS_DISAGREE = -506;
        public const int MNR_ERROR_RECORD = -600;
        public const int MNR_ERROR_PUBLIC_KEY = -601;
        public const int MNR_ERROR_SIGNATURE = -602;
        public const int MNR_ERROR_DATA_FILE = -603;
        public const int MNR_ERROR_PACKAGE_OLD = -604;
        public const int MNR_ERROR_PACKAGE_EXPIRED = -605;
        public const int MNR_ERROR_UNSIGNED = -606;
        public const int MNR_ERROR_CERTIFICATE = -700;
        public const int MNR_ERROR_UNTRUSTED = -701;
        public const int MNR_ERROR_NOTHING_ASKED = -800;
        public const int MNR_ERROR_FOREIGN_NUMBER = -801;
        public const int MNR_ERROR_WRONG_ANSWER = -802;
        public const int MNR_ERROR_WRONG_ACTOR = -803;
        public const int MNR_ERROR_NOT_NOW = -804;
        public const int MNR_ERROR_FULL = -805;
        public const int MNR_ERROR_ALREADY_ANSWERED = -806;
        public const int MNR_ERROR_WRONG_STATION = -807;
        public const int MNR_ERROR_PANIC = -900;
        public const int MNR_RECOVERY_NONE = 0;
        public const int MNR_RECOVERY_REPEAT = 1;
        public const int MNR_RECOVERY_PLACE_AGAIN = 2;
        public const int MNR_RECOVERY_READ_TRIES = 3;
        public const int MNR_RECOVERY_MEND_PROGRAM = 4;
        public const int MNR_RECOVERY_CHECK_READER = 5;
        public const int MNR_DETAIL_TEXT = 240;
        public const int MNR_LINK_EXTENDED = 1;
        public const int MNR_LINK_FRAMED = 2;
        public const uint MNR_NO_LIMIT = uint.MaxValue;
        public const int MNR_KEY_AUTHENTICATION_PIN = 1;
        public const int MNR_KEY_SIGNATURE_PASSWORD = 2;
        public const int MNR_KEY_TEXT_PIN = 3;
        public const int MNR_KEY_CODE_B = 4;
        public const int MNR_KEY_TEXT_CODE_B = 5;
        public const int MNR_KEY_BIRTH_DATE = 6;
        public const int MNR_TOKEN_UNKNOWN = 0;
        public const int MNR_TOKEN_CARD = 1;
        public const int MNR_TOKEN_ANDROID = 2;
        public const int MNR_TOKEN_IPHONE = 3;
        public const int MNR_TOKEN_JUKI_CARD = 4;
        public const int MNR_TRIES_UNKNOWN = -1;
        public const int MNR_LAST_TRY_KEEP = 0;
        public const int MNR_LAST_TRY_ACCEPTED = 1;
        public const int MNR_SCHEME_DIGEST = 1;
        public const int MNR_SCHEME_MESSAGE = 2;
        public const int MNR_SCHEME_PADDED = 3;
        public const int MNR_SCHEME_PSS_DIGEST = 4;
        public const int MNR_SCHEME_PSS_MESSAGE = 5;
        public const int MNR_SIGNATURE_MAX = 512;
        public const int MNR_AVAILABILITY_UNKNOWN = 0;
        public const int MNR_AVAILABILITY_PRESENT = 1;
        public const int MNR_AVAILABILITY_ABSENT = 2;
        public const int MNR_TRIES_KEPT_NONE = -1;
        public const int MNR_SEX_UNKNOWN = 0;
        public const int MNR_SEX_MALE = 1;
        public const int MNR_SEX_FEMALE = 2;
        public const int MNR_SEX_NOT_APPLICABLE = 9;
        public const int MNR_UNTRACED_REFUSE = 0;
        public const int MNR_UNTRACED_REPORT = 1;
        public const int MNR_EXPIRY_DIFFERS_REPORT = 0;
        public const int MNR_EXPIRY_DIFFERS_REFUSE = 1;
        public const int MNR_EXPIRY_DIFFERS_TRUST_SIGNED = 2;
        public const int MNR_CERTIFICATE_UNKNOWN = 0;
        public const int MNR_CERTIFICATE_VALID = 1;
        public const int MNR_CERTIFICATE_NOTICE = 2;
        public const int MNR_CERTIFICATE_GRACE = 3;
        public const int MNR_CERTIFICATE_PAST_GRACE = 4;
        public const int MNR_CERTIFICATE_NOT_YET_VALID = 5;
        public const int MNR_CERTIFICATE_REVOKED = 6;
        public const int MNR_CERTIFICATE_ABSENT = 7;
        public const int MNR_HIERARCHY_UNTRACED = 0;
        public const int MNR_HIERARCHY_PRODUCTION = 1;
        public const int MNR_HIERARCHY_TEST = 2;
        public const int MNR_GRACE_END_OF_MONTH = 0;
        public const int MNR_GRACE_EXACT = 1;
        public const int MNR_REVOCATION_UNKNOWN = 0;
        public const int MNR_REVOCATION_GOOD = 1;
        public const int MNR_REVOCATION_REVOKED = 2;
        public const int MNR_USAGE_DIGITAL_SIGNATURE = 1;
        public const int MNR_USAGE_NON_REPUDIATION = 2;
        public const int MNR_USAGE_KEY_ENCIPHERMENT = 4;
        public const int MNR_USAGE_DATA_ENCIPHERMENT = 8;
        public const int MNR_USAGE_KEY_AGREEMENT = 16;
        public const int MNR_USAGE_SIGN_CERTIFICATES = 32;
        public const int MNR_USAGE_SIGN_REVOCATION_LISTS = 64;
        public const int MNR_USAGE_ENCIPHER_ONLY = 128;
        public const int MNR_USAGE_DECIPHER_ONLY = 256;
        public const int MNR_PERSONAL_SUBJECT = 1;
        public const int MNR_PERSONAL_NAME = 2;
        public const int MNR_PERSONAL_NAME_SUBSTITUTES = 3;
        public const int MNR_PERSONAL_ADDRESS = 4;
        public const int MNR_PERSONAL_ADDRESS_SUBSTITUTES = 5;
        public const int MNR_PERSONAL_BIRTH = 6;
        public const int MNR_PERSONAL_SEX = 7;
        public const int MNR_STEP_IDLE = 0;
        public const int MNR_STEP_DETECT = 1;
        public const int MNR_STEP_IDENTIFY = 2;
        public const int MNR_STEP_SCAN_CARD_FACE = 3;
        public const int MNR_STEP_OPEN_SURFACE = 4;
        public const int MNR_STEP_VERIFY_CODE_B = 5;
        public const int MNR_STEP_READ_PHOTO = 6;
        public const int MNR_STEP_PROVE_GENUINE = 7;
        public const int MNR_STEP_CAPTURE_FACE = 8;
        public const int MNR_STEP_MATCH_FACE = 9;
        public const int MNR_STEP_CHOOSE_METHOD = 10;
        public const int MNR_STEP_ENTER_PIN = 11;
        public const int MNR_STEP_VERIFY_PIN = 12;
        public const int MNR_STEP_STAFF_CHECK = 13;
        public const int MNR_STEP_READ_CERTIFICATE = 14;
        public const int MNR_STEP_CHECK_CERTIFICATE = 15;
        public const int MNR_STEP_SIGN = 16;
        public const int MNR_STEP_AUTHENTICATE_WITHOUT_PIN = 17;
        public const int MNR_STEP_REGISTER = 18;
        public const int MNR_STEP_QUERY_ELIGIBILITY = 19;
        public const int MNR_STEP_CONSENT = 20;
        public const int MNR_STEP_PRESCRIPTION = 21;
        public const int MNR_STEP_DELIVER = 22;
        public const int MNR_STEP_REMOVE = 23;
        public const int MNR_HAPPENED_STATUS_WORD = 1;
        public const int MNR_HAPPENED_LINK = 2;
        public const int MNR_HAPPENED_PCSC = 3;
        public const int MNR_HAPPENED_RECORD = 4;
        public const int MNR_HAPPENED_CERTIFICATE = 5;
        public const int MNR_HAPPENED_CERTIFICATE_REFUSED = 6;
        public const int MNR_HAPPENED_CARD_EXPIRED = 7;
        public const int MNR_HAPPENED_TRIES = 8;
        public const int MNR_HAPPENED_TOKEN = 9;
        public const int MNR_HAPPENED_NOT_GENUINE = 10;
        public const int MNR_HAPPENED_SCAN = 11;
        public const int MNR_HAPPENED_CAMERA = 12;
        public const int MNR_HAPPENED_PANEL = 13;
        public const int MNR_HAPPENED_TERMINAL = 14;
        public const int MNR_HAPPENED_READER = 15;
        public const int MNR_HAPPENED_FOLDER = 16;
        public const int MNR_HAPPENED_NETWORK = 17;
        public const int MNR_HAPPENED_CENTRE = 18;
        public const int MNR_HAPPENED_PERSON = 19;
        public const int MNR_HAPPENED_CODE = 20;
        public const int MNR_LINK_FAILURE_NO_CARD = 1;
        public const int MNR_LINK_FAILURE_CARD_REMOVED = 2;
        public const int MNR_LINK_FAILURE_RESET = 3;
        public const int MNR_LINK_FAILURE_MUTE = 4;
        public const int MNR_LINK_FAILURE_TIMED_OUT = 5;
        public const int MNR_LINK_FAILURE_BROKEN = 6;
        public const int MNR_LINK_FAILURE_SHARED = 7;
        public const int MNR_LINK_FAILURE_READER_GONE = 8;
        public const int MNR_LINK_FAILURE_SERVICE_GONE = 9;
        public const int MNR_LINK_FAILURE_OVERSIZED = 10;
        public const int MNR_LINK_FAILURE_CANCELLED = 11;
        public const int MNR_LINK_FAILURE_DRIVER = 12;
        public const int MNR_LINK_FAILURE_REFUSED = 13;
        public const int MNR_RECORD_TOKEN_INFORMATION = 1;
        public const int MNR_RECORD_CERTIFICATE = 2;
        public const int MNR_RECORD_FACE_RECORD = 3;
        public const int MNR_RECORD_AGE_RECORD = 4;
        public const int MNR_RECORD_ATTRIBUTES = 5;
        public const int MNR_RECORD_COMMON_DATA = 6;
        public const int MNR_RECORD_CARD_KEY = 7;
        public const int MNR_RECORD_OTHER = 99;
        public const int MNR_RECORD_TROUBLE_TRUNCATED = 1;
        public const int MNR_RECORD_TROUBLE_MALFORMED = 2;
        public const int MNR_RECORD_TROUBLE_MISSING = 3;
        public const int MNR_RECORD_TROUBLE_OVERSIZED = 4;
        public const int MNR_RECORD_TROUBLE_SIGNATURE = 5;
        public const int MNR_RECORD_TROUBLE_ISSUER = 6;
        public const int MNR_RECORD_TROUBLE_DIFFERS = 7;
        public const int MNR_CERTIFICATE_REFUSAL_MALFORMED = 1;
        public const int MNR_CERTIFICATE_REFUSAL_UNKNOWN_ISSUER = 2;
        public const int MNR_CERTIFICATE_REFUSAL_SIGNATURE = 3;
        public const int MNR_CERTIFICATE_REFUSAL_PURPOSE = 4;
        public const int MNR_CERTIFICATE_REFUSAL_KEY_MISMATCH = 5;
        public const int MNR_SCANNER_UNREADABLE = 1;
        public const int MNR_SCANNER_DOUBTFUL = 2;
        public const int MNR_SCANNER_MISPLACED = 3;
        public const int MNR_SCANNER_TIMED_OUT = 4;
        public const int MNR_SCANNER_CAMERA_BROKEN = 5;
        public const int MNR_SCANNER_TRIES_TOO_LOW = 6;
        public const int MNR_CAMERA_NO_PICTURE = 1;
        public const int MNR_CAMERA_POOR_PICTURE = 2;
        public const int MNR_CAMERA_NO_FACE = 3;
        public const int MNR_CAMERA_SEVERAL_FACES = 4;
        public const int MNR_CAMERA_NOT_LIVE = 5;
        public const int MNR_CAMERA_NO_MATCH = 6;
        public const int MNR_CAMERA_COMPARISON_FAILED = 7;
        public const int MNR_PANEL_TROUBLE_KEYPAD_DEAD = 1;
        public const int MNR_PANEL_TROUBLE_PANEL_DEAD = 2;
        public const int MNR_PANEL_TROUBLE_UNCLEAR = 3;
        public const int MNR_TERMINAL_DISCONNECTED = 1;
        public const int MNR_TERMINAL_MODE_CHANGED = 2;
        public const int MNR_TERMINAL_CERTIFICATE = 3;
        public const int MNR_TERMINAL_HARDWARE = 4;
        public const int MNR_TERMINAL_APPLICATION = 5;
        public const int MNR_TERMINAL_SETUP = 6;
        public const int MNR_TERMINAL_CLOCK = 7;
        public const int MNR_READER_TROUBLE_SETUP = 1;
        public const int MNR_READER_TROUBLE_INTERNAL = 2;
        public const int MNR_READER_TROUBLE_DISCONNECTED = 3;
        public const int MNR_FOLDER_MISSING = 1;
        public const int MNR_FOLDER_NOT_WRITABLE = 2;
        public const int MNR_FOLDER_UNREACHABLE = 3;
        public const int MNR_FOLDER_FULL = 4;
        public const int MNR_FOLDER_NOT_A_FOLDER = 5;
        public const int MNR_FOLDER_UNCLEAR = 6;
        public const int MNR_NETWORK_NO_LINK = 1;
        public const int MNR_NETWORK_NO_ROUTE = 2;
        public const int MNR_NETWORK_NAME_RESOLUTION = 3;
        public const int MNR_NETWORK_TUNNEL = 4;
        public const int MNR_NETWORK_TIMED_OUT = 5;
        public const int MNR_CENTRE_OUTAGE = 1;
        public const int MNR_CENTRE_REGISTRATION_DELAYED = 2;
        public const int MNR_CENTRE_INSTITUTION_AUTHENTICATION = 3;
        public const int MNR_CENTRE_INSTITUTION_CERTIFICATE = 4;
        public const int MNR_CENTRE_NO_ELIGIBILITY = 5;
        public const int MNR_CENTRE_INSURER_NOT_REGISTERED = 6;
        public const int MNR_CENTRE_REGISTRATION_FAILED = 7;
        public const int MNR_CENTRE_PRESCRIPTION_OUTAGE = 8;
        public const int MNR_CENTRE_PIN_BLOCKED = 9;
        public const int MNR_CENTRE_PIN_WRONG = 10;
        public const int MNR_CENTRE_UNINTELLIGIBLE = 11;
        public const int MNR_PERSON_REMOVED_CARD = 1;
        public const int MNR_PERSON_TIMED_OUT = 2;
        public const int MNR_PERSON_CANCELLED = 3;
        public const int MNR_PERSON_LEFT_CARD = 4;
        public const int MNR_PERSON_NO_METHOD = 5;
        public const int MNR_PERSON_NOT_THIS_WAY = 6;
        public const int MNR_PERSON_NO_CARD = 7;
        public const int MNR_RETRY_SAME_STEP = 1;
        public const int MNR_RETRY_AFTER_FIX = 2;
        public const int MNR_RETRY_LATER = 3;
        public const int MNR_RETRY_NOT_TODAY = 4;
        public const int MNR_FACE_ONLY_UNKNOWN = 0;
        public const int MNR_FACE_ONLY_UNLIKELY = 1;
        public const int MNR_FACE_ONLY_LIKELY = 2;
        public const int MNR_PRESENT_PATIENT = 1;
        public const int MNR_PRESENT_WITH_HELPER = 2;
        public const int MNR_PRESENT_WITH_LEGAL_REPRESENTATIVE = 3;
        public const int MNR_PRESENT_PROXY = 4;
        public const int MNR_VISIT_UNKNOWN = 0;
        public const int MNR_VISIT_FIRST = 1;
        public const int MNR_VISIT_REPEATED = 2;
        public const int MNR_PANEL_UNKNOWN = 0;
        public const int MNR_PANEL_KEYPAD_DEAD = 1;
        public const int MNR_PANEL_DEAD = 2;
        public const int MNR_ISOLATION_NOT_TRIED = 0;
        public const int MNR_ISOLATION_OTHER_CARD_READS = 1;
        public const int MNR_ISOLATION_NO_CARD_READS = 2;
        public const int MNR_LADDER_CONTINUE = 0;
        public const int MNR_LADDER_RETRY = 1;
        public const int MNR_LADDER_FACE = 2;
        public const int MNR_LADDER_PIN = 3;
        public const int MNR_LADDER_REPRESENTATIVE_PIN = 4;
        public const int MNR_LADDER_STAFF_CHECK_ON_READER = 5;
        public const int MNR_LADDER_VISUAL_MODE = 6;
        public const int MNR_LADDER_UNATTENDED_MODE = 7;
        public const int MNR_LADDER_PIN_ONLY_MODE = 8;
        public const int MNR_LADDER_SECOND_READER = 9;
        public const int MNR_LADDER_GENERAL_READER = 10;
        public const int MNR_LADDER_MOBILE_TERMINAL = 11;
        public const int MNR_LADDER_SMARTPHONE = 12;
        public const int MNR_LADDER_DISASTER_RULE = 24;
        public const int MNR_LADDER_PORTAL_SCREEN = 13;
        public const int MNR_LADDER_PORTAL_PDF = 14;
        public const int MNR_LADDER_ELIGIBILITY_NOTICE = 15;
        public const int MNR_LADDER_ELIGIBILITY_CERTIFICATE = 16;
        public const int MNR_LADDER_OLD_INSURANCE_CARD = 17;
        public const int MNR_LADDER_PRESCRIPTION = 18;
        public const int MNR_LADDER_ORAL_CONFIRMATION = 19;
        public const int MNR_LADDER_DECLARATION = 20;
        public const int MNR_LADDER_NOTE_FOUR_ITEMS = 21;
        public const int MNR_LADDER_OUTAGE_MODE = 22;
        public const int MNR_LADDER_PAY_IN_FULL = 23;
        public const int MNR_STANDING_POSSIBLE = 1;
        public const int MNR_STANDING_CONDITIONAL = 2;
        public const int MNR_STANDING_WORTH_TRYING = 3;
        public const int MNR_STANDING_NOT_POSSIBLE = 4;
        public const int MNR_WHY_OPEN = 1;
        public const int MNR_WHY_IF_AT_HAND = 2;
        public const int MNR_WHY_AFTER_FIX = 3;
        public const int MNR_WHY_LATER = 4;
        public const int MNR_WHY_WITH_RIGHT_CARD = 5;
        public const int MNR_WHY_WHEN_OPENED = 6;
        public const int MNR_WHY_IF_REPEATED = 7;
        public const int MNR_WHY_IF_ENTRUSTED = 8;
        public const int MNR_WHY_IF_IN_GRACE = 9;
        public const int MNR_WHY_IF_PANEL_WORKS = 10;
        public const int MNR_WHY_PIN_PATH_MAY_WORK = 11;
        public const int MNR_WHY_OTHER_LINE_MAY_WORK = 12;
        public const int MNR_WHY_CAUSE_UNCERTAIN = 13;
        public const int MNR_WHY_PROVISIONAL = 14;
        public const int MNR_WHY_IF_RIGHT_CARD = 15;
        public const int MNR_WHY_IF_PROXY_KNOWS = 16;
        public const int MNR_WHY_NOTHING_ELSE_CERTAIN = 17;
        public const int MNR_WHY_IF_PHONE_OPENS_IT = 18;
        public const int MNR_WHY_IF_HERE = 19;
        public const int MNR_WHY_IF_ADMINISTRATOR = 20;
        public const int MNR_WHY_IF_PHARMACY = 21;
        public const int MNR_WHY_IF_NOTICE_ALLOWS = 22;
        public const int MNR_WHY_IF_OF_NEW_INSURANCE = 23;
        public const int MNR_WHY_IF_PHONE_AT_HAND = 24;
        public const int MNR_WHY_ALREADY_TRIED = 100;
        public const int MNR_WHY_PIN_BLOCKED = 101;
        public const int MNR_WHY_FACE_ONLY_CARD = 102;
        public const int MNR_WHY_LAST_TRY = 103;
        public const int MNR_WHY_TRIES_UNKNOWN = 104;
        public const int MNR_WHY_CODE_B_BLOCKED = 105;
        public const int MNR_WHY_CARD_FACE_UNREADABLE = 106;
        public const int MNR_WHY_PHOTO_UNREADABLE = 107;
        public const int MNR_WHY_CAMERA_DOWN = 108;
        public const int MNR_WHY_FACE_NOT_MATCHED = 109;
        public const int MNR_WHY_KEYPAD_DEAD = 110;
        public const int MNR_WHY_PANEL_DEAD = 111;
        public const int MNR_WHY_CERTIFICATE_ENDED = 112;
        public const int MNR_WHY_CARD_APPLICATION_BROKEN = 113;
        public const int MNR_WHY_NO_MY_NUMBER_CARD = 114;
        public const int MNR_WHY_READER_DOWN = 115;
        public const int MNR_WHY_TERMINAL_DOWN = 116;
        public const int MNR_WHY_TERMINAL_CERTIFICATE_ENDED = 117;
        public const int MNR_WHY_LINE_DOWN = 118;
        public const int MNR_WHY_CENTRE_DOWN = 119;
        public const int MNR_WHY_NO_PIN_PATH_DOWN = 120;
        public const int MNR_WHY_NOT_REGISTERED = 121;
        public const int MNR_WHY_NO_ELIGIBILITY = 122;
        public const int MNR_WHY_NOT_IN_VISUAL_MODE = 123;
        public const int MNR_WHY_NOT_IN_PIN_ONLY_MODE = 124;
        public const int MNR_WHY_ALREADY_IN_MODE = 125;
        public const int MNR_WHY_NO_ADMINISTRATOR = 126;
        public const int MNR_WHY_NOT_HERE = 127;
        public const int MNR_WHY_NOT_YET = 128;
        public const int MNR_WHY_NO_LONGER = 129;
        public const int MNR_WHY_PATIENT_ABSENT = 130;
        public const int MNR_WHY_NO_REPRESENTATIVE = 131;
        public const int MNR_WHY_FIRST_VISIT = 132;
        public const int MNR_WHY_PORTAL_CLOSED = 133;
        public const int MNR_WHY_NOT_A_PHARMACY = 134;
        public const int MNR_WHY_NO_OUTAGE = 135;
        public const int MNR_WHY_SAME_THERE = 136;
        public const int MNR_WHY_NOTHING_TO_CONTINUE = 137;
        public const int MNR_WHY_RETRY_USELESS = 138;
        public const int MNR_WHY_PHONE_IN_USE = 139;
        public const int MNR_WHY_PHONE_ENDS_WITH_CARD = 140;
        public const int MNR_WHY_NOT_CALLED_FOR = 141;
        public const int MNR_WHY_CODE_B_TOO_LOW = 142;
        public const int MNR_WHY_NO_DISASTER = 143;
        public const int MNR_WHY_NO_METHOD_THERE = 145;
        public const int MNR_WHY_NOT_FOR_REGISTRATION = 146;
        public const int MNR_LEAFLET_CERTIFICATE_RENEWAL = 1;
        public const int MNR_LEAFLET_CARD_RENEWAL = 2;
        public const int MNR_LEAFLET_PIN_RESET = 3;
        public const int MNR_LEAFLET_CODE_B_UNLOCK = 4;
        public const int MNR_LEAFLET_CARD_REISSUE = 5;
        public const int MNR_LEAFLET_INSURER_NOT_REGISTERED = 6;
        public const int MNR_LEAFLET_SMARTPHONE = 7;
        public const int MNR_LEAFLET_READER_HOW_TO = 8;
        public const int MNR_LEAFLET_FACE_ONLY_CARD = 9;
        public const int MNR_LEAFLET_STAFF_MODE_SWITCH = 10;
        public const int MNR_LEAFLET_STAFF_READINESS = 11;
        public const int MNR_LEAFLET_WITHOUT_CERTIFICATE = 12;
        public const int MNR_FEATURE_PIN_AFTER_READ_ERROR = 1;
        public const int MNR_FEATURE_PLACEMENT = 2;
        public const int MNR_FEATURE_TONE_ON_CHIP = 3;
        public const int MNR_FEATURE_CHIPLESS_TAKEN_FOR_INSURANCE_CARD = 4;
        public const int MNR_FEATURE_STAFF_CHECK_ON_READER = 5;
        public const int MNR_FEATURE_PASSWORD_SCREEN = 6;
        public const int MNR_FEATURE_OWN_USER_RIGHTS = 7;
        public const int MNR_FEATURE_SMARTPHONE = 8;
        public const int MNR_FEATURE_OWN_CODES = 9;
        public const int MNR_FEATURE_CODES_ON_WEB = 10;
        public const int MNR_FEATURE_RESTART = 11;
        public const int MNR_FEATURE_SECOND_GENERATION = 12;
        public const int MNR_FEATURE_TERMINAL_BUILT_IN = 13;
        public const int MNR_FEATURE_CABLE_TO_TERMINAL = 14;
        public const int MNR_FEATURE_PHONE_READER_BUILT_IN = 15;
        public const int MNR_FEATURE_EXTERNAL_KEYPAD = 16;
        public const int MNR_FEATURE_CARD_SIDE = 17;
        public const int MNR_FEATURE_OWN_TITLES = 18;
        public const int MNR_FEATURE_MANUAL = 19;
        public const int MNR_FEATURE_MANUAL_NEEDS_REGISTRATION = 20;
        public const int MNR_FEATURE_SUPPORT = 21;
        public const int MNR_TEXT_OFFICIAL_TITLE = 0;
        public const int MNR_TEXT_TITLE = 1;
        public const int MNR_TEXT_PATIENT = 2;
        public const int MNR_TEXT_PATIENT_READING = 3;
        public const int MNR_TEXT_PHRASE = 4;
        public const int MNR_TEXT_CODES_LINE = 5;
        public const int MNR_TEXT_OPENING = 6;
        public const int MNR_TEXT_MANUAL = 7;
        public const int MNR_TEXT_SUPPORT = 8;
        public const int MNR_LIST_STAFF = 0;
        public const int MNR_LIST_NOTES = 1;
        public const int MNR_LIST_CALLS = 2;
        public const int MNR_LIST_LEAFLETS = 3;
        public const int MNR_LIST_PAPERS = 4;
        public const int MNR_LIST_FOR_PATIENT = 5;
        public const int MNR_LIST_FOR_DEVICE = 6;
        public const int MNR_LIST_LATER = 7;
        public const int MNR_LIST_UPSET = 8;
        public const int MNR_LIST_COMPLAINTS = 9;
        public const int MNR_LIST_STAFF_WAYS = 10;
        public const int MNR_DEVICE_FAULT_NOT_TOLD = 0;
        public const int MNR_DEVICE_FAULT_NO = 1;
        public const int MNR_DEVICE_FAULT_MAYBE = 2;
        public const int MNR_DEVICE_FAULT_YES = 3;
        public const int MNR_SEEN_TODAY_NO = 0;
        public const int MNR_SEEN_TODAY_YES = 1;
        public const int MNR_SEEN_TODAY_ON_CONDITION = 2;
        public const int MNR_FACILITY_SECOND_READER = 1;
        public const int MNR_FACILITY_GENERAL_READER = 2;
        public const int MNR_FACILITY_SMARTPHONE = 4;
        public const int MNR_FACILITY_MOBILE_TERMINAL = 8;
        public const int MNR_FACILITY_E_PRESCRIPTION = 16;
        public const int MNR_FACILITY_ADMINISTRATOR = 32;
        public const int MNR_FACILITY_STAFF_CHECK_ON_READER = 64;
        public const int MNR_FACILITY_PHARMACY = 128;
        public const int MNR_FACILITY_OUTAGE_MODE_OPEN = 256;
        public const int MNR_FACILITY_DISASTER = 512;
        public const int MNR_AT_HAND_ELIGIBILITY_CERTIFICATE = 1;
        public const int MNR_AT_HAND_ELIGIBILITY_NOTICE = 2;
        public const int MNR_AT_HAND_OLD_INSURANCE_CARD = 4;
        public const int MNR_AT_HAND_PORTAL = 8;
        public const int MNR_AT_HAND_PORTAL_PDF = 16;
        public const int MNR_AT_HAND_PHONE_CERTIFICATE = 32;
        public const int MNR_AT_HAND_PRESCRIPTION = 64;
        public const int MNR_FORM_FOUR_ITEMS = 101;
        public const int MNR_FORM_DECLARATION = 102;
        public const int MNR_FORM_OUTAGE_MODE = 103;
        public const int MNR_FORM_AFTER_RECOVERY = 104;
        public const int MNR_MARK_SINGLE = 1;
        public const int MNR_MARK_CONFIRMED = 2;
        public const int MNR_MARK_INFERRED = 3;
        public const int MNR_PACKAGE_KEY_LENGTH = 32;
        public const int MNR_ORIGIN_BUILT_IN = 0;
        public const int MNR_ORIGIN_UNSIGNED = 1;
        public const int MNR_ORIGIN_PACKAGE = 2;
        public const int MNR_METHOD_FACE = 1;
        public const int MNR_METHOD_PIN = 2;
        public const int MNR_METHOD_STAFF = 3;
        public const int MNR_MODE_UNATTENDED = 1;
        public const int MNR_MODE_VISUAL = 2;
        public const int MNR_MODE_PIN_ONLY = 3;
        public const int MNR_LACKS_FACE = 1;
        public const int MNR_LACKS_KEYPAD = 2;
        public const int MNR_LACKS_PHONES = 4;
        public const int MNR_STAFF_CHECK_AFTER_FAILURE = 1;
        public const int MNR_STAFF_CHECK_IN_VISUAL_MODE_ONLY = 2;
        public const int MNR_STAFF_CHECK_FROM_METHOD_SCREEN = 3;
        public const int MNR_PIN_VERIFIER_LIBRARY = 1;
        public const int MNR_PIN_VERIFIER_NATIONAL_SOFTWARE = 2;
        public const int MNR_PRESCRIPTION_NOT_ASKED = 0;
        public const int MNR_PRESCRIPTION_BEFORE_CONSENT = 1;
        public const int MNR_PRESCRIPTION_AFTER_CONSENT = 2;
        public const int MNR_PHONE_READER_SAME = 1;
        public const int MNR_PHONE_READER_PAIRED = 2;
        public const int MNR_PHONE_READER_NOT_PAIRED = 3;
        public const int MNR_PHONE_READER_MISSING = 4;
        public const int MNR_READ_CERTIFICATE = 1;
        public const int MNR_READ_CODE_B_TRIES = 2;
        public const int MNR_READ_RECORD_SIGNER = 4;
        public const int MNR_READ_ALL = 7;
        public const int MNR_ACTOR_PATIENT = 1;
        public const int MNR_ACTOR_LEGAL_REPRESENTATIVE = 2;
        public const int MNR_ACTOR_PROXY = 3;
        public const int MNR_ACTOR_CARER = 4;
        public const int MNR_ACTOR_STAFF = 5;
        public const int MNR_ACTOR_ADMINISTRATOR = 6;
        public const int MNR_ACTOR_READER = 7;
        public const int MNR_ACTOR_TERMINAL = 8;
        public const int MNR_ACTOR_CENTRE = 9;
        public const int MNR_ACTOR_HELPER = 10;
        public const int MNR_CONFIRMED_PATIENT = 1;
        public const int MNR_CONFIRMED_PROXY = 2;
        public const int MNR_MARK_NOT_SEEN = 0;
        public const int MNR_MARK_PRINTED = 1;
        public const int MNR_MARK_STRUCK_THROUGH = 2;
        public const int MNR_FACE_MATCH = 1;
        public const int MNR_FACE_NO_MATCH = 2;
        public const int MNR_FACE_NO_FACE = 3;
        public const int MNR_FACE_SEVERAL_FACES = 4;
        public const int MNR_FACE_BAD_LIGHT = 5;
        public const int MNR_FACE_UNCLEAR = 6;
        public const int MNR_FACE_NOT_COMPARED = 7;
        public const int MNR_FACE_TOO_DARK = 8;
        public const int MNR_FACE_TOO_FAR = 9;
        public const int MNR_FACE_LOOKING_AWAY = 10;
        public const int MNR_LIVENESS_LIVE = 1;
        public const int MNR_LIVENESS_ATTACK = 2;
        public const int MNR_LIVENESS_NOT_EVALUATED = 3;
        public const int MNR_LAST_TRY_DECISION_SPEND = 1;
        public const int MNR_LAST_TRY_DECISION_KEEP = 2;
        public const int MNR_SIGHTING_SAME = 1;
        public const int MNR_SIGHTING_NOT_SAME = 2;
        public const int MNR_SIGHTING_PROXY_ONLY = 3;
        public const int MNR_SIGHTING_DECLINED = 4;
        public const int MNR_ELIGIBILITY_VALID = 1;
        public const int MNR_ELIGIBILITY_IN_GRACE = 2;
        public const int MNR_ELIGIBILITY_SEVERAL = 3;
        public const int MNR_ELIGIBILITY_AID_UNREGISTERED = 4;
        public const int MNR_ELIGIBILITY_NONE = 5;
        public const int MNR_ELIGIBILITY_LOST = 6;
        public const int MNR_PRESCRIPTION_ELECTRONIC = 1;
        public const int MNR_PRESCRIPTION_PAPER = 2;
        public const int MNR_END_FAULT = 1;
        public const int MNR_END_NOT_IDENTIFIED = 2;
        public const int MNR_END_NO_METHOD = 3;
        public const int MNR_END_NOT_REGISTERED = 4;
        public const int MNR_END_NOT_ELIGIBLE = 5;
        public const int MNR_END_CARD_REMOVED = 6;
        public const int MNR_END_CARD_EXCHANGED = 7;
        public const int MNR_END_MODE_CHANGED = 8;
        public const int MNR_END_CANCELLED_BY_PATIENT = 9;
        public const int MNR_END_CANCELLED_BY_STAFF = 10;
        public const int MNR_END_SILENT = 11;
        public const int MNR_END_NOT_OFFERED = 12;
        public const int MNR_SCAN_READ = 1;
        public const int MNR_SCAN_WRONG_SIDE = 2;
        public const int MNR_SCAN_UPSIDE_DOWN = 3;
        public const int MNR_SCAN_GLARE = 4;
        public const int MNR_SCAN_IN_CASE = 5;
        public const int MNR_SCAN_TWO_CARDS = 6;
        public const int MNR_SCAN_UNREADABLE = 7;
        public const int MNR_CONSENT_TREATMENT = 1;
        public const int MNR_CONSENT_MEDICINES = 2;
        public const int MNR_CONSENT_SURGERY = 4;
        public const int MNR_CONSENT_CHECKUPS = 8;
        public const int MNR_CONSENT_LIMIT = 16;
        public const int MNR_ACTION_IDENTIFY_CARD = 1;
        public const int MNR_ACTION_CHOOSE_METHOD = 2;
        public const int MNR_ACTION_SCAN_CARD_FACE = 3;
        public const int MNR_ACTION_READ_FACE_RECORD = 4;
        public const int MNR_ACTION_COMPARE_FACE = 5;
        public const int MNR_ACTION_DECIDE_LAST_TRY = 6;
        public const int MNR_ACTION_ENTER_PIN = 7;
        public const int MNR_ACTION_OBTAIN_CHALLENGE = 8;
        public const int MNR_ACTION_VERIFY_PIN = 9;
        public const int MNR_ACTION_READ_TRIES = 10;
        public const int MNR_ACTION_CHECK_BY_SIGHT = 11;
        public const int MNR_ACTION_CHECK_PASSCODE = 12;
        public const int MNR_ACTION_CONFIRM_ON_PHONE = 13;
        public const int MNR_ACTION_AUTHENTICATE_WITH_PIN = 14;
        public const int MNR_ACTION_AUTHENTICATE = 15;
        public const int MNR_ACTION_REACQUIRE_CARD = 16;
        public const int MNR_ACTION_OFFER_REGISTRATION = 17;
        public const int MNR_ACTION_REGISTER = 18;
        public const int MNR_ACTION_QUERY_ELIGIBILITY = 19;
        public const int MNR_ACTION_SHOW_NOTICE = 20;
        public const int MNR_ACTION_CHOOSE_PRESCRIPTION = 21;
        public const int MNR_ACTION_ASK_CONSENT = 22;
        public const int MNR_ACTION_DELIVER = 23;
        public const int MNR_ACTION_CHOOSE_PHONE = 24;
        public const int MNR_ACTION_ENTER_PIN_AHEAD = 25;
        public const int MNR_ACTION_AWAIT_PHONE = 26;
        public const int MNR_ACTION_ASK_SUBSIDY = 27;
        public const int MNR_ACTION_READ_AHEAD = 28;
        public const int MNR_ACTION_SHOW = 101;
        public const int MNR_ACTION_REMIND = 102;
        public const int MNR_ACTION_TELL = 103;
        public const int MNR_ACTION_WIPE = 104;
        public const int MNR_ACTION_ABANDON = 105;
        public const int MNR_ACTION_RELEASE_CARD = 106;
        public const int MNR_ACTION_END_CARD = 107;
        public const int MNR_ACTION_PROMPT_REMOVAL = 108;
        public const int MNR_ACTION_SOUND_ALARM = 109;
        public const int MNR_ACTION_ADVISE = 110;
        public const int MNR_ACTION_SOUND = 111;
        public const int MNR_CUE_NOTICED = 1;
        public const int MNR_CUE_YOUR_TURN = 2;
        public const int MNR_CUE_DONE = 3;
        public const int MNR_CUE_SEE_STAFF = 4;
        public const int MNR_CUE_TAKE_CARD = 5;
        public const int MNR_AT_READER = 1;
        public const int MNR_AT_PHONE_READER = 2;
        public const int MNR_PHONE_ANDROID = 1;
        public const int MNR_PHONE_IPHONE = 2;
        public const int MNR_SUBSIDY_NOT_ANSWERED = 0;
        public const int MNR_SUBSIDY_USE = 1;
        public const int MNR_SUBSIDY_DO_NOT_USE = 2;
        public const int MNR_OFFER_NONE = 0;
        public const int MNR_OFFER_OPEN = 1;
        public const int MNR_OFFER_BY_MODE = 2;
        public const int MNR_OFFER_NOT_FITTED = 3;
        public const int MNR_OFFER_NOT_YET = 4;
        public const int MNR_OFFER_NOT_FOR_PHONES = 5;
        public const int MNR_OFFER_BLOCKED = 6;
        public const int MNR_OFFER_TOO_FEW_TRIES = 7;
        public const int MNR_OFFER_FACE_ONLY_CARD = 8;
        public const int MNR_OFFER_FAILED = 9;
        public const int MNR_OFFER_NOT_PROVED = 10;
        public const int MNR_OFFER_NO_ANSWER = 11;
        public const int MNR_OFFER_LAST_TRY_KEPT = 12;
        public const int MNR_OFFER_NO_PHONE_READER = 13;
        public const int MNR_OFFER_PHONE_READER_NOT_PAIRED = 14;
        public const int MNR_OFFER_NOT_FOR_REGISTRATION = 15;
        public const int MNR_PLACE_READER = 1;
        public const int MNR_PLACE_TERMINAL = 2;
        public const int MNR_PATH_WITHOUT_PIN = 1;
        public const int MNR_PATH_SIGNED = 2;
        public const int MNR_PATH_PHONE = 3;
        public const int MNR_NOTICE_CERTIFICATE_ENDS_SOON = 1;
        public const int MNR_NOTICE_CERTIFICATE_IN_GRACE = 2;
        public const int MNR_NOTICE_CARD_ENDED = 3;
        public const int MNR_SCREEN_WELCOME = 1;
        public const int MNR_SCREEN_READING_CARD = 2;
        public const int MNR_SCREEN_STAFF_LOOKING = 3;
        public const int MNR_SCREEN_ASKING_CENTRE = 4;
        public const int MNR_SCREEN_ENDED = 5;
        public const int MNR_SCREEN_OTHER_TOKEN = 6;
        public const int MNR_TELL_METHOD_FAILED = 1;
        public const int MNR_TELL_FAULT = 2;
        public const int MNR_TELL_ENDED = 3;
        public const int MNR_TELL_PRESENTATION_ATTACK = 4;
        public const int MNR_TELL_CONFIRM_FACE_ONLY_MARK = 5;
        public const int MNR_TELL_PROXY_CANNOT_BE_SIGHTED = 6;
        public const int MNR_TELL_SEVERAL_ELIGIBILITIES = 7;
        public const int MNR_TELL_AID_UNREGISTERED = 8;
        public const int MNR_TELL_LAST_KNOWN_ELIGIBILITY = 9;
        public const int MNR_TELL_REGISTRATION_DELAYED = 10;
        public const int MNR_TELL_PROOF_WAITS = 11;
        public const int MNR_TELL_PROOF_LAPSED = 12;
        public const int MNR_TELL_MODE_CHANGED = 13;
        public const int MNR_TELL_VISUAL_MODE_STILL_ON = 14;
        public const int MNR_TELL_CARD_FORGOTTEN = 15;
        public const int MNR_OUTCOME_NONE = 0;
        public const int MNR_OUTCOME_ADMITTED = 1;
        public const int MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY = 2;
        public const int MNR_OUTCOME_REHEARSED = 3;
        public const int MNR_OUTCOME_ENDED = 4;
        public const int MNR_SECRET_PIN = 1;
        public const int MNR_SECRET_CODE_B = 2;
        public const int MNR_SECRET_FACE = 4;
        public const int MNR_SECRET_PASSCODE = 8;
        public const int MNR_SECRET_SIGNATURE = 16;
        public const int MNR_WORDS_MAIN = 0;
        public const int MNR_WORDS_FACE = 1;
        public const int MNR_WORDS_PIN = 2;
        public const int MNR_WORDS_STAFF = 3;
        public const int MNR_WORDS_TRIES = 4;
        public const int MNR_WORDS_PHONE = 5;
        public const int MNR_WORDS_ANDROID = 6;
        public const int MNR_WORDS_IPHONE = 7;
        public const int MNR_WORDS_SPOKEN = 8;
        public const int MNR_WORDS_BACK = 9;
        public const int MNR_ANSWER_FAILED = 1;
        public const int MNR_ANSWER_IDENTIFIED = 2;
        public const int MNR_ANSWER_METHOD = 3;
        public const int MNR_ANSWER_SCANNED = 4;
        public const int MNR_ANSWER_RECORD_READ = 5;
        public const int MNR_ANSWER_CODE_B_WRONG = 6;
        public const int MNR_ANSWER_COMPARED = 7;
        public const int MNR_ANSWER_LAST_TRY = 8;
        public const int MNR_ANSWER_PIN_ENTERED = 9;
        public const int MNR_ANSWER_CHALLENGE_OBTAINED = 10;
        public const int MNR_ANSWER_PIN_WRONG = 11;
        public const int MNR_ANSWER_PIN_VERIFIED = 12;
        public const int MNR_ANSWER_PIN_UNJUDGED = 13;
        public const int MNR_ANSWER_TRIES_READ = 14;
        public const int MNR_ANSWER_SIGHTED = 15;
        public const int MNR_ANSWER_PASSCODE = 16;
        public const int MNR_ANSWER_PHONE_CONFIRMED = 17;
        public const int MNR_ANSWER_AUTHENTICATED = 18;
        public const int MNR_ANSWER_REACQUIRED = 19;
        public const int MNR_ANSWER_REGISTRATION_WANTED = 20;
        public const int MNR_ANSWER_REGISTERED = 21;
        public const int MNR_ANSWER_REGISTRATION_DELAYED = 22;
        public const int MNR_ANSWER_ELIGIBILITY = 23;
        public const int MNR_ANSWER_NOTICE_READ = 24;
        public const int MNR_ANSWER_PRESCRIPTION = 25;
        public const int MNR_ANSWER_CONSENTED = 26;
        public const int MNR_ANSWER_DELIVERED = 27;
        public const int MNR_ANSWER_BACK = 28;
        public const int MNR_ANSWER_PHONE = 29;
        public const int MNR_ANSWER_SUBSIDY = 30;
        public const int MNR_ANSWER_READ_AHEAD = 31;
        public const int MNR_SCHEDULE_QUIET = 0;
        public const int MNR_SCHEDULE_WARNED = 1;
        public const int MNR_SCHEDULE_ENDED = 2;
        public const int MNR_FINDING_READY = 0;
        public const int MNR_FINDING_MISSING = 1;
        public const int MNR_FINDING_NOT_A_FOLDER = 2;
        public const int MNR_FINDING_ACCESS_DENIED = 3;
        public const int MNR_FINDING_NOT_WRITABLE = 4;
        public const int MNR_FINDING_FULL = 5;
        public const int MNR_FINDING_LITTLE_SPACE = 6;
        public const int MNR_FINDING_NOT_REACHABLE = 7;
        public const int MNR_FINDING_NO_ANSWER = 8;
        public const int MNR_FINDING_STILL_WAITING = 9;
        public const int MNR_FINDING_ALTERED = 10;
        public const int MNR_FINDING_PROBE_LEFT = 11;
        public const int MNR_FINDING_OTHER = 12;
        public const int MNR_EXAMINED_LOOK = 0;
        public const int MNR_EXAMINED_CREATE = 1;
        public const int MNR_EXAMINED_WRITE = 2;
        public const int MNR_EXAMINED_READ_BACK = 3;
        public const int MNR_EXAMINED_REMOVE = 4;
        public const int MNR_EXAMINED_SPACE = 5;
        public const int MNR_FOLDER_TEXT_JAPANESE = 0;
        public const int MNR_FOLDER_TEXT_ENGLISH = 1;
        public const int MNR_FOLDER_TEXT_PROBE_LEFT = 2;
        public const int MNR_SIM_TORN_BEFORE = 1;
        public const int MNR_SIM_TORN_AFTER = 2;
        public const int MNR_SIM_RESET = 3;
        public const int MNR_SIM_REMOVED = 4;
        public const int MNR_SIM_MUTE = 5;
        public const int MNR_SIM_TRUNCATED = 6;

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_version_number();
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern IntPtr mnr_version();
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern IntPtr mnr_source_id();
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_handles_alive(ref UIntPtr handles);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shutdown(uint limit_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern IntPtr mnr_name(int kind, int value);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern uint mnr_features();
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_set_log(IntPtr user, mnr_set_log_write write, int level);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern IntPtr mnr_status_name(int status);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_link_open_driver(IntPtr user, ref mnr_driver driver, out IntPtr link);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_link_transmit(IntPtr link, byte[] command, UIntPtr command_length, uint limit_ms, [In, Out] byte[] answer, UIntPtr capacity, ref UIntPtr needed, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_link_reset(IntPtr link, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_link_power_down(IntPtr link, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_link_free(IntPtr link);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_readers_list(out IntPtr readers, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_readers_count(IntPtr readers, ref UIntPtr count);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_readers_name(IntPtr readers, UIntPtr index, [In, Out] byte[] name, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_readers_free(IntPtr readers);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_open(byte[] name, UIntPtr length, out IntPtr reader, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_has_card(IntPtr reader, ref int present, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_wait_for_card(IntPtr reader, uint limit_ms, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_wait_for_removal(IntPtr reader, uint limit_ms, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_cancel(IntPtr reader);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_set_sharing_patience(IntPtr reader, uint patience_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_connect(IntPtr reader, out IntPtr link, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reader_free(IntPtr reader);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_profile_load(byte[] toml, UIntPtr length, out IntPtr profile, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_profile_toml(IntPtr profile, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_profile_free(IntPtr profile);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_open(IntPtr link, out IntPtr card);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_open_with(IntPtr link, IntPtr profile, out IntPtr card);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_identify(IntPtr card, ref mnr_identity identity);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_tries(IntPtr card, int key, ref int tries, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_read_certificate(IntPtr card, byte[] pin, UIntPtr pin_length, int last_try, out IntPtr certificate, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_read_ca_certificate(IntPtr card, out IntPtr certificate, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_verify(IntPtr card, int key, byte[] secret, UIntPtr length, int last_try, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_change(IntPtr card, ref mnr_change change, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_read_signature_certificate(IntPtr card, byte[] password, UIntPtr length, int last_try, out IntPtr certificate, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_read_signature_ca_certificate(IntPtr card, out IntPtr certificate, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_sign(IntPtr card, ref mnr_signing signing, [In, Out] byte[] signature, UIntPtr capacity, ref UIntPtr needed, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_read_face(IntPtr card, ref mnr_readings readings, byte[] challenge, out IntPtr face, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_code_b_from_printed(byte[] birth, UIntPtr birth_length, int expiry_year, byte[] security_code, UIntPtr security_code_length, [In, Out] byte[] code, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_reset(IntPtr card, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_exchanges(IntPtr card, ref uint exchanges);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_end(IntPtr card, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_card_free(IntPtr card);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_verify(IntPtr face, IntPtr anchors, int accept_test, int untraced, ref int hierarchy, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_proof(IntPtr face, ref int signature, ref int presence);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_read_facts(IntPtr face, ref mnr_face_facts facts);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_photo(IntPtr face, out IntPtr data, ref UIntPtr length);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_name_image(IntPtr face, out IntPtr data, ref UIntPtr length);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_address_image(IntPtr face, out IntPtr data, ref UIntPtr length);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_face_free(IntPtr face);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_parse(byte[] der, UIntPtr length, out IntPtr certificate, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_der(IntPtr certificate, out IntPtr data, ref UIntPtr length);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_serial(IntPtr certificate, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_usage(IntPtr certificate, ref uint usage);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_personal_data(IntPtr certificate, int which, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_assess(IntPtr certificate, ref mnr_date day, int token, int grace, int revocation, ref mnr_assessment assessment);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_anchors_verify(IntPtr anchors, IntPtr certificate, int accept_test, ref int hierarchy, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_anchors_new(out IntPtr anchors);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_anchors_load(byte[] toml, UIntPtr length, out IntPtr anchors, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_anchors_add_der(IntPtr anchors, byte[] der, UIntPtr length, int hierarchy, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_anchors_add_pem(IntPtr anchors, byte[] pem, UIntPtr length, int hierarchy, ref UIntPtr added, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_anchors_free(IntPtr anchors);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_certificate_free(IntPtr certificate);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_diagnose(ref mnr_symptom symptom, ref uint code_maker, ref uint code_number);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_book_load(byte[] toml, UIntPtr length, int amend, out IntPtr book, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_book_free(IntPtr book);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guide(IntPtr book, uint code_maker, uint code_number, ref mnr_situation situation, out IntPtr guidance);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_read_facts(IntPtr guidance, ref mnr_guidance_facts facts);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_text(IntPtr guidance, int which, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_count(IntPtr guidance, int list, ref UIntPtr count);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_item(IntPtr guidance, int list, UIntPtr index, ref int number, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_next_step(IntPtr guidance, UIntPtr index, ref mnr_next_step step);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_step_text(IntPtr guidance, UIntPtr index, int reason, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_guidance_free(IntPtr guidance);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_book_text(IntPtr book, uint number, byte[] language, UIntPtr language_length, uint reader_model, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_book_language_count(IntPtr book, ref UIntPtr count);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_book_language_at(IntPtr book, UIntPtr index, [In, Out] byte[] tag, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_page_html(IntPtr book, int page, byte[] language, UIntPtr language_length, byte[] facility, UIntPtr facility_length, byte[] phone, UIntPtr phone_length, uint reader_model, ref mnr_date day, [In, Out] byte[] html, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_model_count(IntPtr book, ref UIntPtr count);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_model_at(IntPtr book, UIntPtr index, ref mnr_model model);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_model_find(IntPtr book, byte[] name, UIntPtr length, ref uint number);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_model_read_fact(IntPtr book, uint number, int feature, ref mnr_model_fact fact);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_model_text(IntPtr book, uint number, int feature, uint note, byte[] language, UIntPtr language_length, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shelf_new(byte[] keys, UIntPtr length, ulong accepted, out IntPtr shelf, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shelf_load(IntPtr shelf, byte[] package, UIntPtr length, ref mnr_date day, ref ulong accepted, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shelf_load_unsigned(IntPtr shelf, byte[] toml, UIntPtr length, int amend, ref mnr_detail detail);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shelf_book(IntPtr shelf, out IntPtr book);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shelf_status(IntPtr shelf, ref mnr_date day, ref mnr_rules_status status);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_book_age(IntPtr book, ref mnr_date day, ref mnr_rules_status status);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_shelf_free(IntPtr shelf);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_new(ref mnr_reception_config config, out IntPtr reception);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_configure(IntPtr reception, ref mnr_reception_config config);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_next_action(IntPtr reception, ref mnr_action action);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_situation(IntPtr reception, ref mnr_situation situation);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_deadline(IntPtr reception, ref ulong at_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_mode(IntPtr reception, ref int mode);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_state_name(IntPtr reception, [In, Out] byte[] name, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_journal(IntPtr reception, [In, Out] byte[] json, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_free(IntPtr reception);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_tick(IntPtr reception, ulong at_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_card_placed(IntPtr reception, ulong at_ms, ref mnr_date day);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_card_removed(IntPtr reception, ulong at_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_phone_wanted(IntPtr reception, ulong at_ms, ref mnr_date day, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_phone_placed(IntPtr reception, ulong at_ms, ref mnr_date day);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_phone_removed(IntPtr reception, ulong at_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_more_time(IntPtr reception, ulong at_ms, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_phone_offer(IntPtr reception, ref int offer);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_mode_changed(IntPtr reception, ulong at_ms, int mode, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_cancelled(IntPtr reception, ulong at_ms, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_staff_confirmed(IntPtr reception, ulong at_ms, int person, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_face_only_mark(IntPtr reception, ulong at_ms, int valid, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_fault(IntPtr reception, ulong at_ms, uint code_maker, uint code_number, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_action_words(IntPtr book, ref mnr_action action, int which, byte[] language, UIntPtr language_length, uint reader_model, [In, Out] byte[] words, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_reception_answer(IntPtr reception, ulong at_ms, ref mnr_number number, ref mnr_answer answer);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_new(ref mnr_reception_config config, ref mnr_desk_options options, IntPtr user, ref mnr_devices devices, out IntPtr desk);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_poll(IntPtr desk, ref uint wait_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_run(IntPtr desk);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_state_name(IntPtr desk, [In, Out] byte[] name, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_stop(IntPtr desk);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_free(IntPtr desk);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_end(IntPtr desk, uint limit_ms);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_card_placed(IntPtr desk, ref mnr_date day);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_card_removed(IntPtr desk);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_phone_wanted(IntPtr desk, ref mnr_date day, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_phone_placed(IntPtr desk, ref mnr_date day);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_phone_removed(IntPtr desk);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_more_time(IntPtr desk, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_mode_changed(IntPtr desk, int mode, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_cancel(IntPtr desk, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_staff_confirmed(IntPtr desk, int person, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_face_only_mark(IntPtr desk, int valid, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_fault(IntPtr desk, uint code_maker, uint code_number, int actor);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_desk_answer(IntPtr desk, ref mnr_number number, ref mnr_answer answer);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_statistics_new(out IntPtr statistics);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_statistics_add(IntPtr statistics, byte[] line, UIntPtr length);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_statistics_json(IntPtr statistics, [In, Out] byte[] json, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_statistics_free(IntPtr statistics);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_terminal_schedule_on(ref mnr_date last, ref mnr_date today, ref mnr_date shown, ref mnr_terminal_schedule schedule);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_folder_examine(byte[] path, UIntPtr length, uint limit_ms, ulong least_free, out IntPtr folder);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_folder_read_facts(IntPtr folder, ref mnr_folder_facts facts);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_folder_text(IntPtr folder, int which, [In, Out] byte[] text, UIntPtr capacity, ref UIntPtr needed);
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_folder_free(IntPtr folder);
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_persona_count(ref UIntPtr count);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_persona_name(UIntPtr index, [In, Out] byte[] name, UIntPtr capacity, ref UIntPtr needed);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_new(byte[] persona, UIntPtr length, ref mnr_date day, out IntPtr card, ref mnr_detail detail);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_link(IntPtr card, out IntPtr link);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_secret(IntPtr card, int key, [In, Out] byte[] value, UIntPtr capacity, ref UIntPtr needed);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_tries(IntPtr card, int key, ref int tries);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_counts(IntPtr card, ref uint exchanges, ref uint presentations);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_logged(IntPtr card, ref uint kept, ref ulong dropped);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_clear_log(IntPtr card);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_fault(IntPtr card, uint exchange, int what);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_answer_queries(IntPtr card, ushort status_word);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_place(IntPtr card);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_take_away(IntPtr card);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_anchors(out IntPtr anchors);
#endif
#if MNR_SIM
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int mnr_sim_card_free(IntPtr card);
#endif


        public static mnr_answer mnr_answer_of(int kind, int actor)
        {
            mnr_answer answer = mnr_answer.New();
            answer.kind = kind;
            answer.actor = actor;
            return answer;
        }

        public static mnr_answer mnr_answer_failed(uint code_maker, uint code_number, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_FAILED, actor);
            answer.code_maker = code_maker;
            answer.code_number = code_number;
            return answer;
        }

        public static mnr_answer mnr_answer_symptom(IntPtr symptom, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_FAILED, actor);
            answer.symptom = symptom;
            return answer;
        }

        public static mnr_answer mnr_answer_identified(IntPtr facts)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_IDENTIFIED, MNR_ACTOR_READER);
            answer.facts = facts;
            return answer;
        }

        public static mnr_answer mnr_answer_method(int method, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_METHOD, actor);
            answer.method = method;
            return answer;
        }

        public static mnr_answer mnr_answer_scanned(int outcome, uint agreeing, int mark)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_SCANNED, MNR_ACTOR_READER);
            answer.detail = outcome;
            answer.agreeing = agreeing;
            answer.mark = mark;
            return answer;
        }

        public static mnr_answer mnr_answer_record_read()
        {
            return mnr_answer_of(MNR_ANSWER_RECORD_READ, MNR_ACTOR_READER);
        }

        public static mnr_answer mnr_answer_code_b_wrong(int tries)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_CODE_B_WRONG, MNR_ACTOR_READER);
            answer.tries = tries;
            return answer;
        }

        public static mnr_answer mnr_answer_compared(int decision, int liveness)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_COMPARED, MNR_ACTOR_READER);
            answer.detail = decision;
            answer.liveness = liveness;
            return answer;
        }

        public static mnr_answer mnr_answer_last_try(int decision, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_LAST_TRY, actor);
            answer.detail = decision;
            return answer;
        }

        public static mnr_answer mnr_answer_pin_entered(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_PIN_ENTERED, actor);
        }

        public static mnr_answer mnr_answer_challenge_obtained(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_CHALLENGE_OBTAINED, actor);
        }

        public static mnr_answer mnr_answer_pin_wrong(int tries, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_PIN_WRONG, actor);
            answer.tries = tries;
            return answer;
        }

        public static mnr_answer mnr_answer_pin_verified()
        {
            return mnr_answer_of(MNR_ANSWER_PIN_VERIFIED, MNR_ACTOR_READER);
        }

        public static mnr_answer mnr_answer_pin_unjudged(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_PIN_UNJUDGED, actor);
        }

        public static mnr_answer mnr_answer_tries_read(int tries)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_TRIES_READ, MNR_ACTOR_READER);
            answer.tries = tries;
            return answer;
        }

        public static mnr_answer mnr_answer_sighted(int sighting, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_SIGHTED, actor);
            answer.detail = sighting;
            return answer;
        }

        public static mnr_answer mnr_answer_passcode(int accepted, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_PASSCODE, actor);
            answer.yes = accepted;
            return answer;
        }

        public static mnr_answer mnr_answer_phone_confirmed(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_PHONE_CONFIRMED, actor);
        }

        public static mnr_answer mnr_answer_authenticated(int registered, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_AUTHENTICATED, actor);
            answer.yes = registered;
            return answer;
        }

        public static mnr_answer mnr_answer_reacquired(int same)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_REACQUIRED, MNR_ACTOR_READER);
            answer.yes = same;
            return answer;
        }

        public static mnr_answer mnr_answer_registration_wanted(int wanted, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_REGISTRATION_WANTED, actor);
            answer.yes = wanted;
            return answer;
        }

        public static mnr_answer mnr_answer_registered(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_REGISTERED, actor);
        }

        public static mnr_answer mnr_answer_registration_delayed(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_REGISTRATION_DELAYED, actor);
        }

        public static mnr_answer mnr_answer_eligibility(int eligibility, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_ELIGIBILITY, actor);
            answer.detail = eligibility;
            return answer;
        }

        public static mnr_answer mnr_answer_eligibility_with_subsidy(int eligibility, int actor)
        {
            mnr_answer answer = mnr_answer_eligibility(eligibility, actor);
            answer.yes = 1;
            return answer;
        }

        public static mnr_answer mnr_answer_notice_read(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_NOTICE_READ, actor);
        }

        public static mnr_answer mnr_answer_prescription(int prescription, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_PRESCRIPTION, actor);
            answer.detail = prescription;
            return answer;
        }

        public static mnr_answer mnr_answer_consented(uint consents, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_CONSENTED, actor);
            answer.consents = consents;
            return answer;
        }

        public static mnr_answer mnr_answer_back(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_BACK, actor);
        }

        public static mnr_answer mnr_answer_phone(int phone, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_PHONE, actor);
            answer.detail = phone;
            return answer;
        }

        public static mnr_answer mnr_answer_subsidy(int use, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_SUBSIDY, actor);
            answer.yes = use;
            return answer;
        }

        public static mnr_answer mnr_answer_read_ahead(int code_b_tries, int certificate)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_READ_AHEAD, MNR_ACTOR_READER);
            answer.tries = code_b_tries;
            answer.detail = certificate;
            return answer;
        }

        public static mnr_answer mnr_answer_delivered(int actor)
        {
            return mnr_answer_of(MNR_ANSWER_DELIVERED, actor);
        }

        public static mnr_answer mnr_answer_pin(IntPtr pin, UIntPtr length, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_PIN_ENTERED, actor);
            answer.secret = pin;
            answer.secret_length = length;
            return answer;
        }

        public static mnr_answer mnr_answer_reading(IntPtr codes, UIntPtr count, uint failed, int obstacle, int mark)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_SCANNED, MNR_ACTOR_READER);
            answer.secret = codes;
            answer.secret_length = (UIntPtr)checked((ulong)count * 14);
            answer.failed = failed;
            answer.detail = obstacle;
            answer.mark = mark;
            return answer;
        }

        public static mnr_answer mnr_answer_sighted_with_passcode(int sighting, IntPtr passcode, UIntPtr length, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_SIGHTED, actor);
            answer.detail = sighting;
            answer.secret = passcode;
            answer.secret_length = length;
            return answer;
        }

        public static mnr_answer mnr_answer_challenge(int scheme, IntPtr data, UIntPtr length, int actor)
        {
            mnr_answer answer = mnr_answer_of(MNR_ANSWER_CHALLENGE_OBTAINED, actor);
            answer.detail = scheme;
            answer.secret = data;
            answer.secret_length = length;
            return answer;
        }
    }
}
