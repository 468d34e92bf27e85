// A day in Japan, as the library takes it.
using System;
using Mynareader.Native;

namespace Mynareader
{
    internal static class Days
    {
        internal static mnr_date Of(DateTime day)
        {
            return new mnr_date { year = day.Year, month = day.Month, day = day.Day };
        }
    }
}
