// What the tests of the C# classes share.
using System;
using Mynareader;
using Mynareader.Native;

internal abstract class Checks
{
    protected static readonly DateTime Day = new DateTime(2026, 11, 24);
    private static bool bad;

    protected static void Say(string name, bool right)
    {
        Console.WriteLine((right ? "ok " : "FAILED: ") + name);
        if (!right) bad = true;
    }

    protected static void Refused<T>(string name, int status, Action work) where T : MynareaderException
    {
        try
        {
            work();
            Say(name + ": nothing was thrown", false);
        }
        catch (MynareaderException why)
        {
            Say(name + ": " + why.GetType().Name + ", " + why.Message, why is T && why.Status == status);
        }
    }

    protected static bool Throws<T>(Action work) where T : Exception
    {
        try { work(); return false; }
        catch (T) { return true; }
    }

    /// <summary>As long as the right one, with every digit another.</summary>
    protected static Secret Wrong(Secret right)
    {
        var wrong = new Secret(right.Length);
        for (int index = 0; index < right.Length; index++) wrong.Add((byte)(right.Room[index] == '9' ? '0' : right.Room[index] + 1));
        return wrong;
    }

    protected static mnr_situation Situation()
    {
        mnr_situation situation = mnr_situation.New();
        situation.year = Day.Year;
        situation.month = Day.Month;
        situation.day = Day.Day;
        return situation;
    }

    protected static int Closing() { return bad ? 1 : 0; }
}
