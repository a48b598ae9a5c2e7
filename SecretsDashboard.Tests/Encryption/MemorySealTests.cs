using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>What is kept sealed in memory comes back as it was, or not at all.</summary>
public sealed class MemorySealTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("synthetic-content-of-an-answer");

    [Fact]
    public void Open_Sealed_IsTheContentAsOftenAsWanted()
    {
        var seal = new MemorySeal(Content);
        for (var time = 0; time < 2; time++)
        {
            var opened = new byte[seal.Length];
            seal.Open(opened);
            Assert.Equal(Content, opened);
        }
    }

    [Fact]
    public void Sealed_SameContentTwice_IsNeitherTheContentNorTheSame()
    {
        var (one, other) = (new MemorySeal(Content), new MemorySeal(Content));
        Assert.Equal(-1, one.Sealed.IndexOf(Content.AsSpan(0, 4)));
        Assert.False(one.Sealed.SequenceEqual(other.Sealed));
    }

    [Fact]
    public void Open_Altered_IsRefusedAndLeavesZeroes()
    {
        var seal = new MemorySeal(Content);
        seal.Sealed[3] ^= 1;
        var opened = new byte[seal.Length];
        Assert.Throws<EnvelopeException>(() => seal.Open(opened));
        Assert.All(opened, each => Assert.Equal(0, each));
    }

    [Fact]
    public void Open_WrongLength_IsRefused()
    {
        var seal = new MemorySeal(Content);
        Assert.Throws<ArgumentException>(() => seal.Open(new byte[seal.Length + 1]));
    }
}
