using System.Text;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What a posted form means, byte for byte, and what is refused as no form of this server.</summary>
public sealed class SecretFormReaderTests
{
    [Fact]
    public void Read_FullForm_IsTheDraft()
    {
        using var draft = Read("""
            {"key":"API_KEY","description":"What \"for\"","type":"Token","same":false,"revision":"7","secret":"33333333-3333-4333-8333-333333333333","value":"",
             "value:development":"one","value:production":"","open:staging":"","remove:staging":true,"remove:production":false}
            """);

        Assert.Equal(("API_KEY", "What \"for\"", SecretType.Token, false, false, 7), (draft.Key, draft.Description, draft.Type, draft.Detect, draft.SameEverywhere, draft.Revision));
        Assert.Equal(Guid.Parse("33333333-3333-4333-8333-333333333333"), draft.Secret);
        Assert.Null(draft.Value);
        Assert.Equal(("development", "one"), Assert.Single(draft.Values.Select(each => (each.Key, Text(each.Value)))));
        Assert.Equal(["staging"], draft.Remove);
        Assert.Equal(["staging"], draft.Open);
        Assert.Empty(draft.Problems);
    }

    [Fact]
    public void Read_EmptyObject_ChangesNothing()
    {
        using var draft = Read("{}");

        Assert.Equal(("", null, null, false, null), (draft.Key, draft.Description, draft.Type, draft.SameEverywhere, draft.Revision));
        Assert.Null(draft.Value);
    }

    [Theory]
    [InlineData("""{"type":"detect"}""", null, true)]
    [InlineData("""{"type":null}""", null, true)]
    [InlineData("""{"type":"Other"}""", SecretType.Other, false)]
    public void Read_Type_Table(string json, SecretType? type, bool detect)
    {
        using var draft = Read(json);

        Assert.Equal((type, detect), (draft.Type, draft.Detect));
    }

    [Theory]
    [InlineData("""{"revision":""}""")]
    [InlineData("""{"revision":null}""")]
    public void Read_NoRevision_IsNull(string json)
    {
        using var draft = Read(json);

        Assert.Null(draft.Revision);
    }

    [Theory]
    [InlineData("""{"keep":"blank","description":"  "}""", null)]
    [InlineData("""{"description":"  ","keep":"blank"}""", null)]
    [InlineData("""{"keep":"blank","description":"text"}""", "text")]
    [InlineData("""{"description":""}""", "")]
    public void Read_BlankDescription_IsKeptOnlyWhereAsked(string json, string? description)
    {
        using var draft = Read(json);

        Assert.Equal(description, draft.Description);
    }

    [Theory]
    [InlineData("""{"value":"quote \" slash \\ \/ tab \t"}""", "quote \" slash \\ / tab \t")]
    [InlineData("""{"value":"a\r\nb\nc\rd"}""", "a\r\nb\nc\rd")]
    [InlineData("""{"value":"  spaces  "}""", "  spaces  ")]
    [InlineData("""{"value":" "}""", " ")]
    [InlineData("""{"value":"\u0041\ud83d\udd11"}""", "A🔑")]
    [InlineData("""{"value":"🔑 שלום \u202e"}""", "🔑 שלום \u202e")]
    [InlineData("""{"v\u0061lue":"x"}""", "x")]
    [InlineData("""{"value":"\ufeffx"}""", "\ufeffx")]
    public void Read_Value_IsKeptByteForByte(string json, string value)
    {
        using var draft = Read(json);

        Assert.Equal(value, Text(draft.Value!));
        Assert.Empty(draft.Problems);
    }

    [Fact]
    public void Read_LongestValue_IsTakenAndOneMoreIsAProblem()
    {
        using var longest = Read($$"""{"value":"{{new string('x', 65_536)}}"}""");
        using var tooLong = Read($$"""{"value:production":"{{new string('x', 65_537)}}"}""");
        using var bytesCount = Read($$"""{"value":"{{string.Concat(Enumerable.Repeat("🔑", 16_385))}}"}""");

        Assert.Equal(65_536, longest.Value!.Length);
        Assert.Equal(new FormMessage("value:production", "Secret value is too long: at most 65,536 bytes"), Assert.Single(tooLong.Problems));
        Assert.Empty(tooLong.Values);
        Assert.Equal("value", Assert.Single(bytesCount.Problems).Field);
    }

    [Theory]
    [InlineData("""{"value":"a\u0000b"}""", "value")]
    [InlineData("""{"value:staging":"\u0000"}""", "value:staging")]
    public void Read_Nul_IsAProblemOfItsField(string json, string field)
    {
        using var draft = Read(json);

        Assert.Equal(new FormMessage(field, "Secret value may not contain a NUL character"), Assert.Single(draft.Problems));
        Assert.Null(draft.Value);
        Assert.Empty(draft.Values);
    }

    [Fact]
    public void Dispose_Draft_ZeroesItsValues()
    {
        var draft = Read("""{"value":"one","value:production":"two"}""");
        var (one, two) = (draft.Value!, draft.Values["production"]);

        draft.Dispose();

        Assert.Throws<ObjectDisposedException>(() => one.Length);
        Assert.Throws<ObjectDisposedException>(() => two.Length);
    }

    private static SecretDraft Read(string json) => SecretFormReader.Read(Encoding.UTF8.GetBytes(json));

    private static string Text(SecretsDashboard.Encryption.Plaintext value) => Encoding.UTF8.GetString(value.ReadOnlySpan);
}
