using System.Net;
using SecretsDashboard.Account;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Guessing gets slower; nobody is locked out from elsewhere.</summary>
public sealed class SignInDelayTests
{
    private const string Account = "OLGA@EXAMPLE.COM";
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.10");
    private static readonly IPAddress Neighbour = IPAddress.Parse("192.0.2.99");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.1");

    private readonly TestTime time = new();
    private readonly SignInDelay delay;

    public SignInDelayTests() => delay = new SignInDelay(time);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(6, 8)]
    [InlineData(12, 300)]
    [InlineData(29, 300)]
    public void Wait_AfterFailures_DoublesUpToFiveMinutes(int failures, int seconds)
    {
        Fail(Account, Here, failures);

        Assert.Equal(TimeSpan.FromSeconds(seconds), delay.Wait(Account, Here));
    }

    [Fact]
    public void Wait_TimePasses_RunsOut()
    {
        Fail(Account, Here, 6);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(3), delay.Wait(Account, Here));
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Here));
    }

    [Fact]
    public void Wait_Everywhere_CountsFailuresOfAllNetworksTogether()
    {
        foreach (var address in (IPAddress[])[Here, Elsewhere, IPAddress.Parse("2001:db8::1")])
        {
            delay.Failed(Account, address, everywhere: true);
        }

        Assert.Equal(TimeSpan.FromSeconds(1), delay.Wait(Account, IPAddress.Parse("203.0.113.5"), everywhere: true));
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Here));
        delay.Succeeded(Account, Here, everywhere: true);
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Elsewhere, everywhere: true));
    }

    [Fact]
    public void Wait_FailuresFromElsewhere_DoNotLockOut()
    {
        Fail(Account, Elsewhere, 20);

        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Here));
        Assert.NotEqual(TimeSpan.Zero, delay.Wait(Account, Elsewhere));
    }

    [Fact]
    public void Wait_NeighbourInTheSameNetwork_CountsTogether()
    {
        Fail(Account, Here, 4);

        Assert.Equal(TimeSpan.FromSeconds(2), delay.Wait(Account, Neighbour));
        Assert.Equal(TimeSpan.FromSeconds(2), delay.Wait(Account, IPAddress.Parse("::ffff:192.0.2.10")));
    }

    [Fact]
    public void Wait_ManyAccountsFromOneNetwork_SlowsTheNetwork()
    {
        for (var index = 0; index < 30; index++)
        {
            delay.Failed($"PERSON{index}@EXAMPLE.COM", IPAddress.Parse("2001:db8::1"));
        }

        Assert.Equal(TimeSpan.FromSeconds(1), delay.Wait(Account, IPAddress.Parse("2001:db8::ffff")));
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, IPAddress.Parse("2001:db8:0:1::1")));
    }

    [Fact]
    public void Succeeded_AfterFailures_ForgetsThemForThatNetworkOnly()
    {
        Fail(Account, Here, 5);
        Fail(Account, Elsewhere, 5);

        delay.Succeeded(Account, Here);

        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Here));
        Assert.Equal(TimeSpan.FromSeconds(4), delay.Wait(Account, Elsewhere));
    }

    [Fact]
    public void Wait_AnHourAfterTheLastFailure_StartsAnew()
    {
        Fail(Account, Here, 12);
        time.Advance(TimeSpan.FromMinutes(61));

        Fail(Account, Here, 2);
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Here));
        Fail(Account, Here, 1);
        Assert.Equal(TimeSpan.FromSeconds(1), delay.Wait(Account, Here));
    }

    [Fact]
    public void Wait_MistypesOfWeeksFromOneOffice_BlockNobody()
    {
        for (var day = 0; day < 40; day++)
        {
            delay.Failed($"PERSON{day}@EXAMPLE.COM", Here);
            time.Advance(TimeSpan.FromDays(1));
        }
        delay.Failed(Account, Here);

        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Neighbour));
    }

    [Fact]
    public void Wait_MistypesOfABusyDayFromOneOffice_BlockNobody()
    {
        for (var count = 0; count < 200; count++)
        {
            delay.Failed($"PERSON{count}@EXAMPLE.COM", Here);
            time.Advance(TimeSpan.FromMinutes(2.5));
            Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Neighbour));
        }
    }

    [Fact]
    public void Wait_AfterAFloodFromOneNetwork_EbbsWithinTwentyMinutes()
    {
        for (var count = 0; count < 500; count++)
        {
            delay.Failed($"PERSON{count}@EXAMPLE.COM", Here);
        }
        Assert.Equal(TimeSpan.FromMinutes(5), delay.Wait(Account, Neighbour));

        time.Advance(TimeSpan.FromMinutes(20));
        delay.Failed("SOMEBODY@EXAMPLE.COM", Here);

        Assert.InRange(delay.Wait(Account, Neighbour).TotalSeconds, 0, 2);
    }

    [Fact]
    public void Wait_WhatOnlyThePersonHas_CountsItsOwnTriesAlone()
    {
        var own = Guid.NewGuid();
        for (var count = 0; count < 300; count++)
        {
            delay.Failed(Account, IPAddress.Parse($"2001:db8:0:{count:x}::1"));
            delay.Failed(Account, Here);
            delay.Failed(Account, Here, everywhere: true);
        }

        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Here, own: own));
        for (var count = 0; count < 5; count++)
        {
            delay.Failed(Account, Here, own: own);
        }
        Assert.Equal(TimeSpan.FromSeconds(4), delay.Wait(Account, Elsewhere, own: own));
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Elsewhere));
        Assert.Equal(TimeSpan.Zero, delay.Wait("ANOTHER@EXAMPLE.COM", Elsewhere, own: own));
        delay.Succeeded(Account, Here, own: own);
        Assert.Equal(TimeSpan.Zero, delay.Wait(Account, Elsewhere, own: own));
        Assert.NotEqual(TimeSpan.Zero, delay.Wait(Account, Here));
    }

    [Fact]
    public void Wait_UnknownAddress_StillCounts()
    {
        Fail(Account, null, 3);

        Assert.Equal(TimeSpan.FromSeconds(1), delay.Wait(Account, null));
    }

    [Fact]
    public void Failed_FloodOfAccounts_KeepsTheRecentOnes()
    {
        for (var index = 0; index < 10_500; index++)
        {
            delay.Failed($"PERSON{index}@EXAMPLE.COM", Elsewhere);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Fail(Account, Here, 4);

        Assert.Equal(TimeSpan.FromSeconds(2), delay.Wait(Account, Here));
        Assert.Equal(300, Math.Ceiling(delay.Wait("PERSON1@EXAMPLE.COM", Elsewhere).TotalSeconds));
    }

    private void Fail(string account, IPAddress? address, int times)
    {
        for (var index = 0; index < times; index++)
        {
            delay.Failed(account, address);
        }
    }
}
