using System.Security.Cryptography;
using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>From the key file and the stored rows to a value, without the product's own code.</summary>
public sealed class IndependentReaderTests
{
    private static readonly Guid[] Place = [KnownAnswers.Instance, KnownAnswers.Project, KnownAnswers.Environment, KnownAnswers.Secret];

    // draft-irtf-cfrg-xchacha-03, 2.2.1
    [Fact]
    public void HChaCha20_PublishedVector_GivesPublishedBytes()
    {
        var subkey = IndependentReader.HChaCha20(KnownAnswers.Ascending(0, 32), Convert.FromHexString("000000090000004a0000000031415927"));

        Assert.Equal("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc", KnownAnswers.Hex(subkey));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("pg://user:pässword@host/db")]
    public void ValueFrom_WhatTheProductSealed_GivesTheValue(string value)
    {
        Assert.True(ChaCha20Poly1305.IsSupported);
        using var folder = new KeyFileFolder();
        using var master = folder.Source.Create();
        using var root = RootKey.Create(KnownAnswers.Instance);
        using var keys = new ProjectKeys(root);
        var slot = KeySlots.Seal(master, 1, root);
        var wrapped = keys.CreateSealed(KnownAnswers.Project, 4);
        var context = SealingContext.SecretValue(Place[0], Place[1], Place[2], Place[3], 12, "API_KEY");
        var blob = Envelope.Seal(keys.Get(KnownAnswers.Project, 4, wrapped), 4, context, Encoding.UTF8.GetBytes(value));

        var rootKey = IndependentReader.RootKeyFrom(
            File.ReadAllText(folder.KeyPath), KnownAnswers.Instance, slot.SlotId, slot.SourceType, slot.Salt, slot.Commit, slot.Blob);
        var dataKey = IndependentReader.DataKeyFrom(rootKey, 1, KnownAnswers.Instance, KnownAnswers.Project, 4, wrapped);
        var read = IndependentReader.ValueFrom(dataKey, 4, Place, 12, "API_KEY", blob);

        Assert.Equal(value, Encoding.UTF8.GetString(read));
    }

    [Fact]
    public void ValueFrom_KnownAnswers_GiveTheValue()
    {
        var dataKey = IndependentReader.DataKeyFrom(
            KnownAnswers.Ascending(0x20, 32), 1, KnownAnswers.Instance, KnownAnswers.Project, 3, Convert.FromHexString(KnownAnswers.WrappedDataKeyBlob));

        var read = IndependentReader.ValueFrom(dataKey, 3, Place, 7, "DATABASE_URL", Convert.FromHexString(KnownAnswers.ValueBlob));

        Assert.Equal("pg://u:p@h/db", Encoding.UTF8.GetString(read));
    }
}
